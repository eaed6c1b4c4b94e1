using System.Globalization;
using Sylvan.Data.Csv;

namespace I2MoE.Trials.Running;

/// <summary>A CSV file that a command wrote, read by somebody else's reader.</summary>
internal sealed class WrittenTable
{
    private readonly string _file;
    private readonly string[] _header;

    private WrittenTable(string file, string[] header, IReadOnlyList<string[]> rows) => (_file, _header, Rows) = (Path.GetFileName(file), header, rows);

    /// <summary>The rows.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => _header;

    /// <summary>Reads a file.</summary>
    public static WrittenTable Read(string file)
    {
        // Comments at the top of a file say what its numbers mean.
        string[] lines = [.. File.ReadAllLines(file).SkipWhile(line => line.StartsWith('#'))];
        using CsvDataReader reader = CsvDataReader.Create(new StringReader(string.Join('\n', lines)), new CsvDataReaderOptions { Delimiter = ',', HasHeaders = false });
        List<string[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.RowFieldCount).Select(reader.GetString)]);
        }

        return rows.Count > 0 && rows.All(row => row.Length == rows[0].Length)
            ? new WrittenTable(file, rows[0], rows[1..])
            : throw new TrialException($"{Path.GetFileName(file)} is empty or its rows differ in length.");
    }

    /// <summary>The texts of a column.</summary>
    public string[] Column(string name) => Array.IndexOf(_header, name) is var place and >= 0
        ? [.. Rows.Select(row => row[place])]
        : throw new TrialException($"{_file} has no column '{name}'; it has {string.Join(", ", _header)}.");

    /// <summary>Columns whose names begin so, as numbers, row by row.</summary>
    public double[][] Numbers(string prefix)
    {
        int[] places = [.. _header.Index().Where(column => column.Item.TrimStart('\'').StartsWith(prefix, StringComparison.Ordinal)).Select(column => column.Index)];
        return [.. Rows.Select(row => places.Select(place => Number(row[place], _header[place])).ToArray())];
    }

    private double Number(string text, string column) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
        ? number
        : throw new TrialException($"{_file}: '{text}' in column '{column}' is no finite number.");
}
