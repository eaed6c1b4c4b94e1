using System.Globalization;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Reads one value for each sample, for <see cref="MultimodalDataset.SplitBy"/> and <see cref="MultimodalDataset.SplitByGroup"/>.</summary>
public static class SampleColumn
{
    /// <summary>Reads a column of a CSV file as text.</summary>
    /// <param name="path">The file, which may be compressed by gzip.</param>
    /// <param name="column">The name of the column.</param>
    /// <param name="format">How the file is written; null (default) for UTF-8 with a header line and a delimiter that is found out.</param>
    /// <param name="missing">What stands for a missing value besides the usual markers, see <see cref="TableLayout.Missing"/>; null (default) for nothing.</param>
    /// <returns>The text of each row, without blanks at its ends; empty where it is missing.</returns>
    /// <exception cref="DatasetException">The file or the column is missing, or the file is not valid.</exception>
    public static IReadOnlyList<string> ReadCsv(string path, string column, CsvFormat? format = null, IReadOnlyList<string>? missing = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(column);
        MissingMarkers markers = MissingMarkers.Of(missing ?? []);
        List<string> values = [];
        CsvTable.ForEachRow(path, format, [column], (cells, _) => values.Add(markers.IsMissing(cells[0]) ? "" : cells[0]));
        return values;
    }

    /// <summary>Reads an array [N] of texts, whole numbers or Booleans; true becomes 1.</summary>
    /// <param name="path">The .npy file.</param>
    /// <returns>The texts, or the digits of each number.</returns>
    /// <exception cref="DatasetException">The file is missing, is not a valid array, or has another shape or type.</exception>
    public static IReadOnlyList<string> ReadNpy(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        NpyArray array = NpyArray.OpenFile(path);
        return DataFiles.Reading(path, "as an array", array.ReadColumn)
            ?? throw new DatasetException($"the array is {array.Type.Name} {array.ShapeText}; expected texts, whole numbers or Booleans [N], one for each sample.", path);
    }

    /// <summary>Reads a column of a Parquet file as text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The name of the column: text, numbers or Booleans.</param>
    /// <param name="missing">What stands for a missing value besides null and the usual markers, see <see cref="TableLayout.Missing"/>; null (default) for nothing.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The text of each row, without blanks at its ends; empty where it is missing.</returns>
    /// <exception cref="DatasetException">The file or the column is missing, or the file is not valid.</exception>
    public static async Task<IReadOnlyList<string>> ReadParquetAsync(string path, string column, IReadOnlyList<string>? missing = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(column);
        MissingMarkers markers = MissingMarkers.Of(missing ?? []);
        IReadOnlyList<string> values = await ParquetDataset.ReadColumnAsync(path, column, cancellationToken).ConfigureAwait(false);
        return [.. values.Select(value => markers.IsMissing(value) ? "" : value)];
    }

    /// <summary>Reads an array [N] of texts, whole numbers or Booleans from an .npz file; true becomes 1.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The name of the array.</param>
    /// <returns>The texts, or the digits of each number.</returns>
    /// <exception cref="DatasetException">The file or the array is missing, or the array has another shape or type.</exception>
    public static IReadOnlyList<string> ReadNpz(string path, string array) => NpzFile.Open(path, source => source.ReadColumn(array));

    /// <summary>Reads a data set [N] of texts, whole numbers or Booleans from an HDF5 file; true becomes 1.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dataSet">The path of the data set in the file.</param>
    /// <returns>The texts, or the digits of each number.</returns>
    /// <exception cref="DatasetException">The file or the data set is missing, or the data set has another shape or type.</exception>
    public static IReadOnlyList<string> ReadHdf5(string path, string dataSet) => Hdf5Dataset.Open(path, source => source.ReadColumn(dataSet));

    /// <summary>The digits of each number of an array [N] of whole numbers or Booleans; null for any other.</summary>
    internal static IReadOnlyList<string>? Digits(Tensor values) => values.dim() == 1 && !values.is_floating_point()
        ? [.. values.to(ScalarType.Int64).data<long>().ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture))]
        : null;
}
