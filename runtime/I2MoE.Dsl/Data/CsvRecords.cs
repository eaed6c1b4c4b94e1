using Sylvan.Data.Csv;

namespace I2MoE.Dsl.Data;

/// <summary>The records of a CSV file that are not blank, with the lines they start in.</summary>
/// <param name="csv">The reader, which must not take the first line as a header.</param>
internal sealed class CsvRecords(CsvDataReader csv)
{
    private long _nextLine = 1;

    public int CellCount => csv.RowFieldCount;

    /// <summary>Goes to the next record; <paramref name="line"/> becomes the line of the file, counted from 1, in which it starts.</summary>
    public bool Read(ref long line)
    {
        line = _nextLine;
        while (csv.Read())
        {
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

    public string[] Cells() => [.. Enumerable.Range(0, CellCount).Select(csv.GetString)];

    // A carriage return counts where no line feed follows it.
    private static int LineBreaks(ReadOnlySpan<char> text) => text.Count('\n') + text.Count('\r') - text.Count("\r\n");
}
