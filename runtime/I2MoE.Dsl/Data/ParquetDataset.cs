using I2MoE.Dsl.Specification;
using Parquet;
using Parquet.Schema;

namespace I2MoE.Dsl.Data;

/// <summary>Reads a dataset from one Parquet file, whose columns are grouped into modalities as those of a CSV file.</summary>
public static class ParquetDataset
{
    /// <summary>Reads the columns of the layout from a whole file. A null or NaN in a feature column is a missing value (NaN); Booleans become 0 and 1.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">Which columns make up the label and each modality. Nested columns cannot be used.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Every modality [N, features] with the names of its features, and the labels that the layout asks for; to be disposed.</returns>
    /// <exception cref="DatasetException">
    /// The file is missing or damaged, or its content does not fit the layout; the message names the file, the row (counted from 1) and the column.
    /// </exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public static async Task<MultimodalDataset> ReadAsync(string path, TableLayout layout, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(layout);
        layout.Check(path);
        return await OpenAsync(path, reader => ReadAsync(reader, new TableFile(path, HasLines: false), layout, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a column as text; see <see cref="SampleColumn.ReadParquetAsync"/>.</summary>
    internal static Task<IReadOnlyList<string>> ReadColumnAsync(string path, string column, CancellationToken cancellationToken) =>
        OpenAsync(path, reader => ReadColumnAsync(reader, new TableFile(path, HasLines: false), column, cancellationToken), cancellationToken);

    private static async Task<T> OpenAsync<T>(string path, Func<ParquetReader, Task<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DataFiles.RequireFile(path, "a Parquet file");
        try
        {
            await using ParquetReader reader = await ParquetReader.CreateAsync(path, null, cancellationToken).ConfigureAwait(false);
            return await read(reader).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (DatasetException or OperationCanceledException))
        {
            // The library reports damage by whatever its decoders happen to throw.
            throw new DatasetException($"the file cannot be read as Parquet: {e.Message}", path, innerException: e);
        }
    }

    private static async Task<IReadOnlyList<string>> ReadColumnAsync(ParquetReader reader, TableFile file, string column, CancellationToken cancellationToken)
    {
        string[] names = [.. reader.Schema.Fields.Select(field => field.Name)];
        int position = Array.IndexOf(names, column);
        if (position < 0)
        {
            throw file.Problem($"there is no such column; the columns are {NearestName.List(names)}.{NearestName.Suggest(column, names)}", column: column);
        }

        CheckType(reader.Schema.Fields[position], file, isFeature: false);
        List<string> values = [];
        for (int g = 0; g < reader.RowGroupCount; g++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(g);
            ParquetColumn cells = await ParquetColumn.ReadAsync(group, (DataField)reader.Schema.Fields[position], cancellationToken).ConfigureAwait(false);
            values.AddRange(Enumerable.Range(0, (int)group.RowCount).Select(row => cells.Text(row).Trim()));
        }

        return values;
    }

    private static async Task<MultimodalDataset> ReadAsync(ParquetReader reader, TableFile file, TableLayout layout, CancellationToken cancellationToken)
    {
        IReadOnlyList<Field> fields = reader.Schema.Fields;
        TableColumns columns = TableColumns.Resolve(file, null, [.. fields.Select(field => field.Name)], layout);
        int[] features = [.. columns.Modalities.SelectMany(modality => modality.Columns)];
        int[] texts = [.. columns.Labels, .. columns.Images.Select(image => image.Column)];
        foreach (int column in texts.Concat(features))
        {
            CheckType(fields[column], file, isFeature: !texts.Contains(column));
        }

        TableRows rows = new(file, layout, columns);
        long row = 0;
        for (int g = 0; g < reader.RowGroupCount; g++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(g);
            Dictionary<int, ParquetColumn> cells = [];
            foreach (int column in texts.Concat(features))
            {
                cells[column] = await ParquetColumn.ReadAsync(group, (DataField)fields[column], cancellationToken).ConfigureAwait(false);
            }

            for (int i = 0; i < group.RowCount; i++)
            {
                row++;
                rows.Add(row, column => cells[column].Text(i), column => Finite(cells[column].Number(i), file, row, columns.Names[column]));
            }
        }

        return rows.ToDataset();
    }

    private static void CheckType(Field field, TableFile file, bool isFeature)
    {
        if (field is not DataField data || !ParquetColumn.IsReadable(data))
        {
            string type = field is DataField { MaxRepetitionLevel: 0 } plain ? (plain.ClrType.IsGenericType ? "binary" : plain.ClrType.Name) : "nested";
            throw file.Problem($"the type of the column is {type}; allowed: numbers, Booleans and, for labels, text.", column: field.Name);
        }

        if (isFeature && !ParquetColumn.IsNumeric(data))
        {
            throw file.Problem("the column is text; a feature must be a number or a Boolean. Convert it before the file is written.", column: field.Name);
        }
    }

    private static float Finite(float value, TableFile file, long row, string column) => float.IsInfinity(value)
        ? throw file.Problem("the value is not finite or too large for 32 bits (at most 3.4e38); store null if the value is missing.", row, column)
        : value;
}
