namespace I2MoE.Dsl.Data;

/// <summary>Reads a dataset from one CSV file.</summary>
internal static class CsvDataset
{
    /// <summary>Reads a whole file; see <see cref="DatasetSources"/>.</summary>
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
            HashSet<int> labels = [.. columns.Labels, .. columns.Categories.Select(category => category.Column)];
            TableRows collected = rows = new TableRows(file, layout, columns);
            return (csv, line) => collected.Add(
                line,
                column => labels.Contains(column) ? cells.Label(csv.GetString(column)) : CsvCells.Text(csv.GetString(column)),
                column => cells.Feature(csv.GetFieldSpan(column), message => file.Problem(message, line, columns.Names[column])));
        });
        return rows!.ToDataset();
    }
}
