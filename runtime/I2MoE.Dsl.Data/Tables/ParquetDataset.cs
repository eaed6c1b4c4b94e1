using I2MoE.Dsl.Specification;
using ParquetSharp;

namespace I2MoE.Dsl.Data;

/// <summary>Reads a dataset from one Parquet file, whose columns are grouped into modalities as those of a CSV file.</summary>
internal static class ParquetDataset
{
    private const string Rewrite = "Convert it before the file is written.";

    /// <summary>Reads the columns of the layout from a whole file; see <see cref="DatasetSources"/>.</summary>
    public static Task<MultimodalDataset> ReadAsync(string path, TableLayout layout, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(layout);
        layout.Check(path);
        return OpenAsync(path, reader => Read(reader, new TableFile(path, HasLines: false), layout, cancellationToken), cancellationToken);
    }

    /// <summary>Reads a column as text; see <see cref="SampleColumn.ReadParquetAsync"/>.</summary>
    internal static Task<IReadOnlyList<string>> ReadColumnAsync(string path, string column, CancellationToken cancellationToken) =>
        OpenAsync<IReadOnlyList<string>>(path, reader => ReadColumn(reader, new TableFile(path, HasLines: false), column, cancellationToken), cancellationToken);

    /// <summary>The columns in order, each with the number of values of a cell: 1, the length of the first list, or 0 where it cannot be read.</summary>
    internal static Task<IReadOnlyList<(string Name, int Width)>> ReadFieldsAsync(string path, CancellationToken cancellationToken) =>
        OpenAsync<IReadOnlyList<(string Name, int Width)>>(
            path, reader => [.. ParquetField.Of(reader.FileMetaData.Schema).Select(field => (field.Name, WidthOf(reader, new TableFile(path, HasLines: false), field)))], cancellationToken);

    // The library reads while its caller waits.
    private static Task<T> OpenAsync<T>(string path, Func<ParquetFileReader, T> read, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            DataFiles.RequireFile(path, "a Parquet file");
            try
            {
                // The library would open it in its own words.
                using (File.OpenRead(path))
                {
                }

                using var reader = new ParquetFileReader(path);
                return read(reader);
            }
            catch (Exception e) when (e is not (DatasetException or OperationCanceledException))
            {
                // The library reports damage by whatever its decoders happen to throw.
                throw new DatasetException($"the file cannot be read as Parquet: {DataFiles.Reason(e) ?? FileMarks.ParquetProblem(path)}", path, innerException: e);
            }
        },
        cancellationToken);

    private static List<string> ReadColumn(ParquetFileReader reader, TableFile file, string column, CancellationToken cancellationToken)
    {
        ParquetField[] fields = ParquetField.Of(reader.FileMetaData.Schema);
        string[] names = [.. fields.Select(field => field.Name)];
        int position = Array.IndexOf(names, column);
        if (position < 0)
        {
            throw file.Problem($"there is no such column; the columns are {NearestName.List(names)}.{NearestName.SuggestOfFile(column, names)}", column: column);
        }

        CheckType(fields[position], file, isFeature: false);
        List<string> values = [];
        ForEachRow(reader, file, fields, [position], (_, cells) => values.Add(cells[position].Text.Trim()), cancellationToken);
        return values;
    }

    private static MultimodalDataset Read(ParquetFileReader reader, TableFile file, TableLayout layout, CancellationToken cancellationToken)
    {
        ParquetField[] fields = ParquetField.Of(reader.FileMetaData.Schema);
        TableColumns columns = TableColumns.Resolve(file, null, [.. fields.Select(field => field.Name)], layout);
        int[] texts = [.. columns.Labels, .. columns.Categories.Select(category => category.Column), .. columns.Images.Concat(columns.Texts).Select(owned => owned.Column)];
        int[] features = [.. columns.Modalities.SelectMany(modality => modality.Columns)];
        foreach (int column in texts)
        {
            CheckType(fields[column], file, isFeature: false);
        }

        foreach (int column in features)
        {
            CheckType(fields[column], file, isFeature: true);
        }

        if (layout.Storage.IsMemory)
        {
            DataFiles.RequireMemory(file.Path, sizeof(float) * features.Sum(column => (double)ValuesOf(reader, fields[column])));
        }

        TableRows rows = new(file, layout, columns);
        Dictionary<int, int> widths = [];
        ForEachRow(
            reader,
            file,
            fields,
            [.. texts, .. features],
            (row, cells) => rows.Add(row, column => cells[column].Text, column => Values(cells[column], file, row, fields[column], widths, column), column => cells[column].Exact),
            cancellationToken);
        return rows.ToDataset();
    }

    private static int WidthOf(ParquetFileReader reader, TableFile file, ParquetField field)
    {
        if (field.Value == ParquetValue.Other || !field.IsList || reader.FileMetaData.NumRowGroups == 0)
        {
            return field.Value == ParquetValue.Other ? 0 : 1;
        }

        using RowGroupReader group = reader.RowGroup(0);
        using ParquetColumn cells = Reading(file, group, field, () => ParquetColumn.Open(group, field));
        return Reading(file, group, field, cells.Next) && cells.Values is { } values ? values.Length : 0;
    }

    private static long ValuesOf(ParquetFileReader reader, ParquetField field)
    {
        long values = 0;
        for (int g = 0; g < reader.FileMetaData.NumRowGroups; g++)
        {
            using RowGroupReader group = reader.RowGroup(g);
            using ColumnChunkMetaData chunk = group.MetaData.GetColumnChunkMetaData(field.Column);
            values += Math.Max(0, chunk.NumValues);
        }

        return values;
    }

    private static void ForEachRow(
        ParquetFileReader reader, TableFile file, ParquetField[] fields, int[] used, Action<long, Dictionary<int, ParquetColumn>> take, CancellationToken cancellationToken)
    {
        const int RowsBetweenChecks = 1024;
        long row = 0;
        for (int g = 0; g < reader.FileMetaData.NumRowGroups; g++)
        {
            using RowGroupReader group = reader.RowGroup(g);
            Dictionary<int, ParquetColumn> cells = [];
            try
            {
                foreach (int column in used.Distinct())
                {
                    cells[column] = Reading(file, group, fields[column], () => ParquetColumn.Open(group, fields[column]));
                }

                for (long i = 0; i < group.MetaData.NumRows; i++)
                {
                    if (i % RowsBetweenChecks == 0)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                    }

                    row++;
                    foreach ((int column, ParquetColumn cell) in cells)
                    {
                        if (!Reading(file, group, fields[column], cell.Next))
                        {
                            throw file.Problem($"the column ends here, but the file claims {reader.FileMetaData.NumRows} rows; it is damaged.", row, fields[column].Name);
                        }
                    }

                    take(row, cells);
                }
            }
            finally
            {
                foreach (ParquetColumn cell in cells.Values)
                {
                    cell.Dispose();
                }
            }
        }
    }

    private static ReadOnlyMemory<float> Values(ParquetColumn cell, TableFile file, long row, ParquetField field, Dictionary<int, int> widths, int column)
    {
        if (cell.Values is not { } values)
        {
            return widths.TryGetValue(column, out int missing)
                ? Enumerable.Repeat(float.NaN, missing).ToArray().AsMemory()
                : throw file.Problem("the list is missing, and no row before says how many values it has; store lists of nulls instead.", row, field.Name);
        }

        int length = values.Length;
        if (field.IsList && widths.TryAdd(column, length) is false && widths[column] != length)
        {
            throw file.Problem($"the list has {length} values, and those before have {widths[column]}; all must have as many.", row, field.Name);
        }

        foreach (float value in values.Span)
        {
            if (float.IsInfinity(value))
            {
                throw file.Problem("the value is not finite or too large for 32 bits (at most 3.4e38); store null if the value is missing.", row, field.Name);
            }
        }

        return values;
    }

    private static void CheckType(ParquetField field, TableFile file, bool isFeature)
    {
        if (field.Value == ParquetValue.Other || (field.IsList && !isFeature))
        {
            throw file.Problem(
                $"the type of the column is {field.Type}; allowed: {(isFeature ? "numbers, Booleans and lists of numbers" : "numbers, Booleans and text")}. {Rewrite}", column: field.Name);
        }

        if (isFeature && !field.IsNumeric)
        {
            throw file.Problem($"the column is text; a feature must be a number or a Boolean. {Rewrite}", column: field.Name);
        }
    }

    private static T Reading<T>(TableFile file, RowGroupReader group, ParquetField field, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw file.Problem(e.Message, column: field.Name, inner: e);
        }
        catch (Exception e) when (e is not (DatasetException or OperationCanceledException))
        {
            using ColumnChunkMetaData chunk = group.MetaData.GetColumnChunkMetaData(field.Column);
            throw file.Problem(
                $"its values ({field.Type}, compressed with {chunk.Compression}) cannot be read: they are damaged, or packed in a way that is not known here. Copy the file again, or rewrite it, in Python with df.to_parquet('new.parquet', compression='snappy').",
                column: field.Name,
                inner: e);
        }
    }
}
