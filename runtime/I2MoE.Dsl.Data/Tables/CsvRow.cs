using Sylvan.Data.Csv;

namespace I2MoE.Dsl.Data;

/// <summary>The row of a CSV file that a reader stands at. Its functions are made once, not for every cell.</summary>
internal sealed class CsvRow
{
    private readonly TableFile _file;
    private readonly TableColumns _columns;
    private readonly CsvCells _cells;
    private readonly HashSet<int> _labels;
    private readonly Func<string, DatasetException> _problem;
    private CsvDataReader _csv;
    private long _line;
    private int _column;

    /// <summary>Takes the columns.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">Where the layout's columns are.</param>
    /// <param name="cells">What a cell says.</param>
    public CsvRow(TableFile file, TableColumns columns, CsvCells cells)
    {
        _file = file;
        _columns = columns;
        _cells = cells;
        _labels = [.. columns.Labels, .. columns.Categories.Select(category => category.Column)];
        _csv = null!;
        _problem = message => _file.Problem(message, _line, _columns.Names[_column]);
        Text = column => _labels.Contains(column) ? _cells.Label(_csv.GetString(column)) : CsvCells.Text(_csv.GetString(column));
        Number = column =>
        {
            _column = column;
            return _cells.Feature(_csv.GetFieldSpan(column), _problem);
        };
        Exact = column => _cells.Exact(_csv.GetFieldSpan(column));
    }

    /// <summary>The text of a cell that is predicted, or that names an image.</summary>
    public Func<int, string> Text { get; }

    /// <summary>The value of a feature.</summary>
    public Func<int, float> Number { get; }

    /// <summary>The same in double precision, of a cell whose value was read.</summary>
    public Func<int, double> Exact { get; }

    /// <summary>Goes to the row that a reader stands at.</summary>
    /// <param name="csv">The reader.</param>
    /// <param name="line">Its line.</param>
    public void Stand(CsvDataReader csv, long line) => (_csv, _line) = (csv, line);
}
