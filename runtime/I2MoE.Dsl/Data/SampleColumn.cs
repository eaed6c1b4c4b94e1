using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Reads one value for each sample, for <see cref="MultimodalDataset.SplitBy"/> and <see cref="MultimodalDataset.SplitByGroup"/>.</summary>
public static class SampleColumn
{
    /// <summary>Reads a column of a CSV file as text.</summary>
    /// <param name="path">The file, with a header line.</param>
    /// <param name="column">The name of the column.</param>
    /// <param name="delimiter">The character between two cells; null (default) to find it out.</param>
    /// <returns>The text of each row, without blanks at its ends.</returns>
    /// <exception cref="DatasetException">The file or the column is missing, or the file is not valid.</exception>
    public static IReadOnlyList<string> ReadCsv(string path, string column, char? delimiter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(column);
        List<string> values = [];
        CsvTable.ForEachRow(path, delimiter, [column], (cells, _) => values.Add(cells[0].Trim()));
        return values;
    }

    /// <summary>Reads an array [N] of whole numbers or Booleans; true becomes 1.</summary>
    /// <param name="path">The .npy file.</param>
    /// <returns>The digits of each number.</returns>
    /// <exception cref="DatasetException">The file is missing, is not a valid array, or has another shape or type.</exception>
    public static IReadOnlyList<string> ReadNpy(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        DataFiles.RequireFile(path, "an .npy file");
        using DisposeScope scope = NewDisposeScope();
        Tensor values = NpyArray.ReadFile(path);
        return Digits(values)
            ?? throw new DatasetException($"the array is {values.dtype} [{string.Join(", ", values.shape)}]; expected whole numbers or Booleans [N], one for each sample.", path);
    }

    /// <summary>Reads a column of a Parquet file as text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The name of the column: text, numbers or Booleans.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The text of each row, without blanks at its ends.</returns>
    /// <exception cref="DatasetException">The file or the column is missing, or the file is not valid.</exception>
    public static Task<IReadOnlyList<string>> ReadParquetAsync(string path, string column, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return ParquetDataset.ReadColumnAsync(path, column, cancellationToken);
    }

    /// <summary>Reads an array [N] of whole numbers or Booleans from an .npz file; true becomes 1.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The name of the array.</param>
    /// <returns>The digits of each number.</returns>
    /// <exception cref="DatasetException">The file or the array is missing, or the array has another shape or type.</exception>
    public static IReadOnlyList<string> ReadNpz(string path, string array) => NpzFile.Open(path, source => source.ReadColumn(array));

    /// <summary>Reads a data set [N] of whole numbers or Booleans from an HDF5 file; true becomes 1.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dataSet">The path of the data set in the file.</param>
    /// <returns>The digits of each number.</returns>
    /// <exception cref="DatasetException">The file or the data set is missing, or the data set has another shape or type.</exception>
    public static IReadOnlyList<string> ReadHdf5(string path, string dataSet) => Hdf5Dataset.Open(path, source => source.ReadColumn(dataSet));

    /// <summary>The digits of each number of an array [N] of whole numbers or Booleans; null for any other.</summary>
    internal static IReadOnlyList<string>? Digits(Tensor values) => values.dim() == 1 && !values.is_floating_point()
        ? [.. values.to(ScalarType.Int64).data<long>().ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture))]
        : null;
}
