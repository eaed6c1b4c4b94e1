namespace I2MoE.Dsl.Data;

/// <summary>Reads a dataset from one CSV file. Numbers have a decimal point, whatever the culture of the machine, unless the format of the layout says otherwise.</summary>
public static class CsvDataset
{
    /// <summary>
    /// Reads a whole file, which may be compressed by gzip. Blank lines are skipped; in a feature column an empty cell, NaN and the other markers of
    /// <see cref="TableLayout.Missing"/> are missing values (NaN), and true and false are 1 and 0.
    /// </summary>
    /// <param name="path">The file, UTF-8 unless the format says otherwise or it starts with another byte order mark.</param>
    /// <param name="layout">Which columns make up the label and each modality, and how the file is written.</param>
    /// <returns>Every modality [N, features] with the names of its features, and the labels that the layout asks for; to be disposed.</returns>
    /// <exception cref="DatasetException">
    /// The file is missing, or its content does not fit the layout; the message names the file, the line (counted from 1) and the column.
    /// </exception>
    public static MultimodalDataset Read(string path, CsvLayout layout)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(layout);
        layout.Check(path);
        CsvCells cells = new(layout.Format, MissingMarkers.Of(layout.Missing));
        TableRows? rows = null;
        CsvTable.Read(path, layout.Format, (header, headerLine) =>
        {
            TableFile file = new(path, HasLines: true);
            TableColumns columns = TableColumns.Resolve(file, headerLine, header, layout);
            HashSet<int> labels = [.. columns.Labels];
            TableRows collected = rows = new TableRows(file, layout, columns);
            return (csv, line) => collected.Add(
                line,
                column => labels.Contains(column) ? cells.Label(csv.GetString(column)) : CsvCells.Text(csv.GetString(column)),
                column => cells.Feature(csv.GetFieldSpan(column), message => file.Problem(message, line, columns.Names[column])));
        });
        return rows!.ToDataset();
    }
}
