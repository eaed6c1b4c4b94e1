using PureHDF;
using PureHDF.VOL.Native;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Reads a dataset from one HDF5 file: a data set for each modality and one for the labels. Element types: floating point of 16 to 64 bits,
/// whole numbers of 8 to 64 bits and, for labels, text, in either byte order.
/// </summary>
public static class Hdf5Dataset
{
    /// <summary>Reads the data sets of the layout. NaN is a missing value.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">
    /// Which data sets, by their paths (<c>images</c>, <c>train/images</c>), are the modalities and the labels; null (default) for what the names in the
    /// root group say, see <see cref="ArrayLayout"/>.
    /// </param>
    /// <returns>Every modality as float32 [N, …], and the labels; to be disposed.</returns>
    /// <exception cref="DatasetException">The file is missing or damaged, or a data set is not what the layout says; the message names file and data set.</exception>
    public static MultimodalDataset Read(string path, ArrayLayout? layout = null) =>
        Open(path, source => source.ToDataset(layout ?? new ArrayLayout(), null));

    /// <summary>Reads from the data sets of a file.</summary>
    internal static T Open<T>(string path, Func<ArraySource, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        DataFiles.RequireFile(path, "an HDF5 file");
        try
        {
            using var opened = (NativeFile)H5File.OpenRead(path);
            return read(new Hdf5Source(path, opened));
        }
        catch (Exception e) when (e is not DatasetException)
        {
            // The library reports damage by whatever its decoders happen to throw.
            throw new DatasetException($"the file cannot be read as HDF5: {DataFiles.Reason(e) ?? FileMarks.Hdf5Problem(path)}", path, innerException: e);
        }
    }
}
