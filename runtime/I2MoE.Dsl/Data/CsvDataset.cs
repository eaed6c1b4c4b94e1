using System.Globalization;

namespace I2MoE.Dsl.Data;

/// <summary>Reads a dataset from one CSV file with a header line. Numbers have a decimal point, whatever the culture of the machine.</summary>
public static class CsvDataset
{
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
        TableRows? rows = null;
        CsvTable.Read(path, layout.Delimiter, (header, headerLine) =>
        {
            TableFile file = new(path, HasLines: true);
            TableColumns columns = TableColumns.Resolve(file, headerLine, header, layout);
            TableRows collected = rows = new TableRows(file, layout, columns);
            return (csv, line) => collected.Add(line, csv.GetString, column => ParseFeature(csv.GetFieldSpan(column), path, line, columns.Names[column]));
        });
        return rows!.ToDataset();
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
