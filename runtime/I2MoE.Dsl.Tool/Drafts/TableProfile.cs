using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>What the columns of a table hold, and how the file is written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Columns">The columns, in the order of the file; those of a name that another has are left out.</param>
/// <param name="Names">The names of all columns.</param>
/// <param name="Format">How it is written; null for a Parquet file.</param>
internal sealed record TableProfile(string Path, IReadOnlyList<ColumnProfile> Columns, IReadOnlyList<string> Names, CsvFormat? Format)
{
    /// <summary>Whether this is a Parquet file.</summary>
    public bool IsParquet => Format is null;

    /// <summary>The number of rows.</summary>
    public int Rows => Columns.Count == 0 ? 0 : Columns[0].Rows;

    /// <summary>Reads a whole table.</summary>
    /// <param name="path">A CSV, TSV or Parquet file, also compressed by gzip.</param>
    /// <param name="target">The column that is predicted; null where that is not known.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<TableProfile> ReadAsync(string path, string? target, CancellationToken cancellationToken)
    {
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadParquetAsync(path, target, cancellationToken).ConfigureAwait(false);
        }

        CsvFormat format = new();
        TableProfile profile;
        try
        {
            profile = ReadCsv(path, format, target);
        }
        catch (DatasetException e) when (e.Message.Contains("is not UTF-8", StringComparison.Ordinal))
        {
            format = format with { Encoding = "windows-1252" };
            profile = ReadCsv(path, format, target);
        }

        if (profile.Names.Count > 1 && profile.Names.All(name => ColumnProfile.TryNumber(name, out _)))
        {
            format = format with { HasHeader = false };
            profile = ReadCsv(path, format, target);
        }

        // Where commas are the only thing that keeps columns from being numbers, they are decimal.
        if (profile.Columns.Any(column => column.Commas > 0 && column.Commas + column.Numbers == column.Present)
            && profile.Columns.All(column => column.IsWhole || column.Numbers < column.Present || column.Present == 0))
        {
            profile = ReadCsv(path, format with { Decimal = ',' }, target);
        }

        return profile;
    }

    /// <summary>A column by its name; null where there is none.</summary>
    public ColumnProfile? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);

    private static TableProfile ReadCsv(string path, CsvFormat format, string? target)
    {
        CsvCells cells = new(format, MissingMarkers.Usual);
        string[] names = [];
        List<(int Position, ColumnProfile Profile)> columns = [];
        CsvTable.Read(path, format, (header, _) =>
        {
            names = [.. header.Select(name => name.Trim())];
            HashSet<string> single = Single(names);
            columns = [.. names.Index().Where(name => single.Contains(name.Item)).Select(name => (name.Index, new ColumnProfile(name.Item)))];
            int predicted = target is null ? -1 : Array.IndexOf(names, target);
            long row = 0;
            return (csv, line) =>
            {
                string? label = predicted < 0 ? null : Value(cells.Label(csv.GetString(predicted)));
                row++;
                foreach ((int position, ColumnProfile profile) in columns)
                {
                    profile.Add(Value(cells.Label(csv.GetString(position))), line, label);
                }
            };
        });
        return new TableProfile(path, [.. columns.Select(column => column.Profile)], names, format);
    }

    private static async Task<TableProfile> ReadParquetAsync(string path, string? target, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Name, int Width)> fields = await ParquetDataset.ReadFieldsAsync(path, cancellationToken).ConfigureAwait(false);
        string[] names = [.. fields.Select(field => field.Name)];
        IReadOnlyList<string>? labels = target is not null && names.Contains(target)
            ? await ParquetDataset.ReadColumnAsync(path, target, cancellationToken).ConfigureAwait(false)
            : null;
        List<ColumnProfile> columns = [];
        HashSet<string> single = Single(names);
        foreach ((string name, int width) in fields.Where(field => field.Width > 0 && single.Contains(field.Name)))
        {
            var profile = new ColumnProfile(name, width);
            IReadOnlyList<string> values = width == 1 ? await ParquetDataset.ReadColumnAsync(path, name, cancellationToken).ConfigureAwait(false) : [];
            foreach ((int row, string value) in values.Index())
            {
                profile.Add(Value(value), row + 1, labels is null ? null : Value(labels[row]));
            }

            columns.Add(profile);
        }

        return columns.Count > 0
            ? new TableProfile(path, columns, names, null)
            : throw new ExperimentException(string.Create(CultureInfo.InvariantCulture, $"{path} has no column that can be read."));
    }

    private static HashSet<string> Single(IEnumerable<string> names) =>
        [.. names.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() == 1).Select(group => group.Key)];

    private static string? Value(string text) => MissingMarkers.Usual.IsMissing(text) ? null : text;
}
