using System.Globalization;
using I2MoE.Dsl.Specification;
using Sylvan.Data.Csv;

namespace I2MoE.Dsl.Data;

/// <summary>Reads the rows of a CSV file.</summary>
internal static class CsvTable
{
    private const string Remedy = "Save the file as UTF-8, or state how it is encoded: encoding: latin1, windows-1252 or utf-16.";

    /// <summary>Reads a whole file. Blank lines and comments are skipped.</summary>
    /// <param name="path">The file, which may be compressed by gzip.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="start">Takes the names of the columns and their line, and returns what takes each row and its line.</param>
    /// <exception cref="DatasetException">The file is missing, empty or damaged, or a row has not as many cells as the header.</exception>
    public static void Read(string path, CsvFormat format, Func<string[], long?, Action<CsvDataReader, long>> start)
    {
        DataFiles.RequireFile(path, "a CSV file");
        format.Check(path);
        long line = 1;
        try
        {
            using CsvPreamble text = new(StrictText.Open(path, format.Encoding, Remedy), format);
            using CsvBounds bounded = new(text, text.Delimiter, format.Comment, 1 + text.Lines, path);
            CsvRecords? records = null;
            using CsvDataReader csv = CsvDataReader.Create(bounded, Options(format, text.Delimiter, () => records!.AddComment()));
            records = new CsvRecords(csv, 1 + text.Lines, path);
            Read(csv, records, path, format, start, ref line);
        }
        catch (Exception e) when (e is FormatException or IOException or InvalidDataException or UnauthorizedAccessException or InvalidOperationException)
        {
            string problem = DataFiles.Reason(e) ?? "a record here cannot be split into cells. Put a cell that has a quote, the delimiter or a line break in it in quotes, and double the quotes within.";
            throw new DatasetException($"the file cannot be read as CSV: {problem}", path, line, innerException: e);
        }
    }

    /// <summary>Reads some columns of a file as text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How it is written; null for the default.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="row">Takes the cells of the columns, and their line.</param>
    /// <exception cref="DatasetException">As above, or there is no such column, or there are no rows.</exception>
    public static void ForEachRow(string path, CsvFormat? format, IReadOnlyList<string> columns, Action<string[], long> row)
    {
        bool isEmpty = true;
        Read(path, format ?? new CsvFormat(), (header, headerLine) =>
        {
            int[] positions = [.. columns.Select(column => Find(path, column, header, headerLine))];
            return (csv, line) =>
            {
                isEmpty = false;
                row([.. positions.Select(position => CsvCells.Text(csv.GetString(position)))], line);
            };
        });
        if (isEmpty)
        {
            throw new DatasetException("the file has a header but no rows; expected at least one sample.", path);
        }
    }

    private static int Find(string path, string column, string[] header, long? headerLine)
    {
        int position = Array.IndexOf(header, column);
        return position < 0
            ? throw new DatasetException($"there is no such column; the columns are {NearestName.List(header)}.{NearestName.SuggestOfFile(column, header)}", path, headerLine, column)
            : Array.LastIndexOf(header, column) != position
            ? throw new DatasetException(TableColumns.TwoOfOneName, path, headerLine, column)
            : position;
    }

    private static CsvDataReaderOptions Options(CsvFormat format, char delimiter, Action comment) => new()
    {
        // The header is read as a row, so that its line, duplicates and blank lines before it are handled here.
        HasHeaders = false,
        Comment = format.Comment ?? '\0',
        CommentHandler = (Action<string>)(_ => comment()),
        Delimiter = delimiter,
        Culture = CultureInfo.InvariantCulture,
        // Lines are refused before they are so long.
        MaxBufferSize = 2 * CsvBounds.LongestLine,
    };

    private static void Read(CsvDataReader csv, CsvRecords records, string path, CsvFormat format, Func<string[], long?, Action<CsvDataReader, long>> start, ref long line)
    {
        if (!records.Read(ref line))
        {
            throw new DatasetException($"the file is empty; expected {(format.HasHeader ? "a line with the names of the columns" : "at least one sample")}.", path);
        }

        string[] header = format.HasHeader ? records.Header() : [.. Enumerable.Range(1, records.CellCount).Select(column => string.Create(CultureInfo.InvariantCulture, $"c{column}"))];
        Action<CsvDataReader, long> row = start(header, format.HasHeader ? line : null);
        bool isFirst = !format.HasHeader;
        while (isFirst || records.Read(ref line))
        {
            isFirst = false;
            records.CheckCells(header.Length, line);
            row(csv, line);
        }
    }
}
