using System.Globalization;
using I2MoE.Dsl.Specification;
using Sylvan.Data.Csv;

namespace I2MoE.Dsl.Data;

/// <summary>Reads the rows of a CSV file with a header line.</summary>
internal static class CsvTable
{
    private const int MaximumLineLength = 1 << 26;

    /// <summary>Reads a whole file. Blank lines are skipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">The character between two cells; null to find it out.</param>
    /// <param name="start">Takes the names of the columns and their line, and returns what takes each row and its line.</param>
    /// <exception cref="DatasetException">The file is missing, empty or damaged, or a row has not as many cells as the header.</exception>
    public static void Read(string path, char? delimiter, Func<string[], long, Action<CsvDataReader, long>> start)
    {
        DataFiles.RequireFile(path, "a CSV file");
        long line = 1;
        try
        {
            using StreamReader text = new(path);
            using CsvDataReader csv = CsvDataReader.Create(text, Options(delimiter));
            Read(csv, path, start, ref line);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new DatasetException($"the file cannot be read as CSV: {e.Message}", path, line, innerException: e);
        }
    }

    /// <summary>Reads some columns of a file as text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">The character between two cells; null to find it out.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="row">Takes the cells of the columns, and their line.</param>
    /// <exception cref="DatasetException">As above, or there is no such column, or there are no rows.</exception>
    public static void ForEachRow(string path, char? delimiter, IReadOnlyList<string> columns, Action<string[], long> row)
    {
        bool isEmpty = true;
        Read(path, delimiter, (header, headerLine) =>
        {
            string[] names = [.. header.Select(name => name.Trim())];
            string? missing = columns.FirstOrDefault(column => !names.Contains(column));
            if (missing is not null)
            {
                throw new DatasetException($"there is no such column; the columns are {NearestName.List(names)}.{NearestName.Suggest(missing, names)}", path, headerLine, missing);
            }

            int[] positions = [.. columns.Select(column => Array.IndexOf(names, column))];
            return (csv, line) =>
            {
                isEmpty = false;
                row([.. positions.Select(csv.GetString)], line);
            };
        });
        if (isEmpty)
        {
            throw new DatasetException("the file has a header but no rows; expected at least one sample.", path);
        }
    }

    private static CsvDataReaderOptions Options(char? delimiter) => new()
    {
        // The header is read as a row, so that its line, duplicates and blank lines before it are handled here.
        HasHeaders = false,
        Comment = '\0',
        Delimiter = delimiter,
        Culture = CultureInfo.InvariantCulture,
        MaxBufferSize = MaximumLineLength,
    };

    private static void Read(CsvDataReader csv, string path, Func<string[], long, Action<CsvDataReader, long>> start, ref long line)
    {
        CsvRecords records = new(csv);
        if (!records.Read(ref line))
        {
            throw new DatasetException("the file is empty; expected a line with the names of the columns.", path);
        }

        string[] header = records.Cells();
        Action<CsvDataReader, long> row = start(header, line);
        while (records.Read(ref line))
        {
            if (records.CellCount != header.Length)
            {
                throw new DatasetException(
                    $"the line has {records.CellCount} cells; the header has {header.Length}. A cell with the delimiter or a line break in it must be quoted.", path, line);
            }

            row(csv, line);
        }
    }
}
