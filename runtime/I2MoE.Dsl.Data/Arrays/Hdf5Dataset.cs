using PureHDF;
using PureHDF.VOL.Native;

namespace I2MoE.Dsl.Data;

/// <summary>Reads a dataset from one HDF5 file: a data set for each modality and one for the labels.</summary>
internal static class Hdf5Dataset
{
    /// <summary>Reads the data sets of the layout; see <see cref="DatasetSources"/>.</summary>
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
