using System.Globalization;
using Sylvan.Data.Csv;

namespace I2MoE.Dsl.Data;

/// <summary>Reads a dataset from one CSV file with a header line. Numbers have a decimal point, whatever the culture of the machine.</summary>
public static class CsvDataset
{
    private const int MaximumLineLength = 1 << 26;

    /// <summary>Reads a whole file. Blank lines are skipped; an empty cell or NaN in a feature column is a missing value (NaN).</summary>
    /// <param name="path">The file, UTF-8 unless it starts with another byte order mark.</param>
    /// <param name="layout">Which columns make up the label and each modality.</param>
    /// <returns>Every modality [N, features] with the names of its features, and the labels that the layout asks for; to be disposed.</returns>
    /// <exception cref="DatasetException">
    /// The file is missing, or its content does not fit the layout; the message names the file, the line (counted from 1) and the column.
    /// </exception>
    public static MultimodalDataset Read(string path, CsvLayout layout)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(layout);
        layout.Check(path);
        DataFiles.RequireFile(path, "a CSV file");
        long line = 1;
        try
        {
            using StreamReader text = new(path);
            using CsvDataReader csv = CsvDataReader.Create(text, Options(layout));
            return Read(csv, path, layout, ref line);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new DatasetException($"the file cannot be read as CSV: {e.Message}", path, line, innerException: e);
        }
    }

    private static CsvDataReaderOptions Options(CsvLayout layout) => new()
    {
        // The header is read as a row, so that its line, duplicates and blank lines before it are handled here.
        HasHeaders = false,
        Comment = '\0',
        Delimiter = layout.Delimiter,
        Culture = CultureInfo.InvariantCulture,
        MaxBufferSize = MaximumLineLength,
    };

    private static MultimodalDataset Read(CsvDataReader csv, string path, CsvLayout layout, ref long line)
    {
        CsvRecords records = new(csv);
        if (!records.Read(ref line))
        {
            throw new DatasetException("the file is empty; expected a line with the names of the columns.", path);
        }

        TableFile file = new(path, HasLines: true);
        TableColumns columns = TableColumns.Resolve(file, line, records.Cells(), layout);
        TableRows rows = new(file, layout, columns);
        while (records.Read(ref line))
        {
            if (records.CellCount != columns.Names.Count)
            {
                throw new DatasetException(
                    $"the line has {records.CellCount} cells; the header has {columns.Names.Count}. A cell with the delimiter or a line break in it must be quoted.", path, line);
            }

            long row = line;
            rows.Add(row, csv.GetString, column => ParseFeature(csv.GetFieldSpan(column), path, row, columns.Names[column]));
        }

        return rows.ToDataset();
    }

    private static float ParseFeature(ReadOnlySpan<char> cell, string path, long line, string column)
    {
        if (cell.IsWhiteSpace())
        {
            return float.NaN;
        }

        if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value))
        {
            string hint = cell.Contains(',') ? " Numbers have a decimal point, not a comma." : "";
            throw new DatasetException($"'{cell}' is not a number; allowed: a number, or an empty cell or NaN where the value is missing.{hint}", path, line, column);
        }

        return float.IsInfinity(value)
            ? throw new DatasetException($"'{cell}' is not finite or too large for 32 bits (at most 3.4e38); leave the cell empty if the value is missing.", path, line, column)
            : value;
    }
}
