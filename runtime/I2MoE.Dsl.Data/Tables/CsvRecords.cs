using Sylvan.Data.Csv;

namespace I2MoE.Dsl.Data;

/// <summary>The records of a CSV file that are not blank, with the lines they start in.</summary>
/// <param name="csv">The reader, which must not take the first line as a header.</param>
/// <param name="firstLine">The line of the file where the reader begins.</param>
/// <param name="path">The file, for messages.</param>
internal sealed class CsvRecords(CsvDataReader csv, long firstLine, string path)
{
    private long _nextLine = firstLine;
    private int _comments;
    private int? _width;
    private bool _hasRecord;

    public int CellCount => csv.RowFieldCount;

    /// <summary>Says that the reader has passed over a line of comment.</summary>
    public void AddComment() => _comments++;

    /// <summary>Goes to the next record; <paramref name="line"/> becomes the line of the file, counted from 1, in which it starts.</summary>
    public bool Read(ref long line)
    {
        line = _nextLine;
        while (csv.Read())
        {
            _nextLine += _comments;
            _comments = 0;
            line = _nextLine;
            ReadOnlySpan<char> record = csv.GetRawRecordSpan();
            _nextLine += Math.Max(1, LineBreaks(record));
            if (!record.IsWhiteSpace())
            {
                return true;
            }

            line = _nextLine;
        }

        return false;
    }

    /// <summary>The names of the columns. Delimiters at the end of the line end no column.</summary>
    public string[] Header()
    {
        string[] cells = [.. Enumerable.Range(0, CellCount).Select(column => CsvCells.Text(csv.GetString(column)))];
        int named = Array.FindLastIndex(cells, cell => cell.Length > 0) + 1;
        _width = cells.Length;
        return cells[..named];
    }

    /// <summary>Refuses a record that has not a cell for each column. Empty cells at its end are passed over where every record, or the header, has them.</summary>
    public void CheckCells(int columns, long line)
    {
        bool isFirst = !_hasRecord;
        _hasRecord = true;
        if (CellCount == columns)
        {
            return;
        }

        bool areBlank = CellCount > columns && Enumerable.Range(columns, CellCount - columns).All(column => csv.GetFieldSpan(column).IsWhiteSpace());
        if (areBlank && (isFirst || CellCount == _width))
        {
            _width = CellCount;
            return;
        }

        string comment = csv.GetFieldSpan(0).StartsWith('#') ? " A line that begins with # is passed over where comment: \"#\" says so." : "";
        throw new DatasetException(
            $"the line has {CellCount} cells; the header has {columns}. A cell with the delimiter or a line break in it must be quoted.{comment}", path, line);
    }

    // A carriage return counts where no line feed follows it.
    private static int LineBreaks(ReadOnlySpan<char> text) => text.Count('\n') + text.Count('\r') - text.Count("\r\n");
}
