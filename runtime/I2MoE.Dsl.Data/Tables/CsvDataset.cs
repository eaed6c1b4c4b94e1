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
        layout = AsCellsSay(layout, cells);
        TableRows? rows = null;
        CsvTable.Read(path, layout.Format, (header, headerLine) =>
        {
            TableFile file = new(path, HasLines: true);
            TableColumns columns = TableColumns.Resolve(file, headerLine, header, layout);
            TableRows collected = rows = new TableRows(file, layout, columns);
            CsvRow row = new(file, columns, cells);
            return (csv, line) =>
            {
                row.Stand(csv, line);
                collected.Add(line, row.Text, row.Number, row.Exact);
            };
        });
        return rows!.ToDataset();
    }

    // Names are stated as they stand in the file, and found as its cells are read.
    private static CsvLayout AsCellsSay(CsvLayout layout, CsvCells cells) => layout.Format.Decimal == '.' ? layout : layout with
    {
        ClassNames = layout.ClassNames is { } names ? [.. names.Select(cells.Stated)] : null,
        Categories = layout.Categories.ToDictionary(
            modality => modality.Key,
            IReadOnlyList<TableCategory> (modality) => [.. modality.Value.Select(category => category with { Levels = category.Levels is { } levels ? [.. levels.Select(cells.Stated)] : null })]),
        Missing = [.. layout.Missing, .. layout.Missing.Select(cells.Stated)],
    };
}
