using PureHDF;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Reads a dataset from one HDF5 file: a data set for each modality and one for the labels. Element types: floating point and whole numbers of 8 to 64 bits.</summary>
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
            using IDisposable opened = H5File.OpenRead(path);
            return read(new Source(path, (IH5Group)opened));
        }
        catch (Exception e) when (e is not DatasetException)
        {
            // The library reports damage by whatever its decoders happen to throw.
            throw new DatasetException($"the file cannot be read as HDF5: {e.Message}", path, innerException: e);
        }
    }

    private sealed class Source(string path, IH5Group root) : ArraySource(path)
    {
        // Deflate shrinks bytes at most this much; a data set that claims more was never written, and is refused before memory is taken for it.
        private const long MaximumRatio = 1032;

        private readonly long _fileLength = new FileInfo(path).Length;

        public override IReadOnlyList<string> Names { get; } = [.. root.Children().OfType<IH5Dataset>().Select(data => data.Name).Order(StringComparer.Ordinal)];

        protected override string Noun => "data set";

        protected override bool Exists(string name) => root.LinkExists(name) && root.Get(name) is IH5Dataset;

        protected override Tensor Read(string name)
        {
            IH5Dataset data = root.Dataset(name);
            long[] shape = Shape(name, data);
            try
            {
                return (data.Type.Class, data.Type.Size) switch
                {
                    (H5DataTypeClass.FloatingPoint, 4) => tensor(data.Read<float[]>(), shape),
                    (H5DataTypeClass.FloatingPoint, 8) => tensor(data.Read<double[]>(), shape),
                    (H5DataTypeClass.FixedPoint, 8) => IsSigned(data) ? tensor(data.Read<long[]>(), shape) : tensor(Widen(data.Read<ulong[]>()), shape),
                    (H5DataTypeClass.FixedPoint, 4) => IsSigned(data) ? tensor(data.Read<int[]>(), shape) : tensor(Widen(data.Read<uint[]>()), shape),
                    (H5DataTypeClass.FixedPoint, 2) => IsSigned(data) ? tensor(data.Read<short[]>(), shape) : tensor(Widen(data.Read<ushort[]>()), shape),
                    (H5DataTypeClass.FixedPoint or H5DataTypeClass.Enumerated, 1) => IsSigned(data) ? tensor(data.Read<sbyte[]>(), shape) : tensor(data.Read<byte[]>(), shape),
                    _ => throw Problem(name, $"the element type is {data.Type.Class} of {data.Type.Size} bytes; allowed: floating point of 4 or 8 bytes and whole numbers of 1 to 8 bytes."),
                };
            }
            catch (Exception e) when (e is not DatasetException)
            {
                throw Problem(name, $"its values cannot be read: {e.Message}", e);
            }
        }

        private long[] Shape(string name, IH5Dataset data)
        {
            ulong[] lengths = data.Space.Dimensions;
            UInt128 bytes = (uint)data.Type.Size;
            foreach (ulong length in lengths)
            {
                bytes = length > long.MaxValue || bytes > long.MaxValue ? UInt128.MaxValue : bytes * length;
            }

            string shape = $"[{string.Join(", ", lengths)}]";
            if (bytes == 0)
            {
                throw Problem(name, $"the shape is {shape}; expected at least one value.");
            }

            return bytes <= (UInt128)_fileLength * MaximumRatio
                ? [.. lengths.Select(length => (long)length)]
                : throw Problem(name, $"the shape is {shape}, more than a file of {_fileLength} bytes can hold; the file is damaged, or most of the data set was never written.");
        }

        // h5py writes Booleans as an enumeration over signed bytes, for which the library does not tell the sign; 0 and 1 are the same in both.
        private static bool IsSigned(IH5Dataset data) => data.Type.Class != H5DataTypeClass.FixedPoint || data.Type.FixedPoint.IsSigned;

        private static long[] Widen<T>(T[] values)
            where T : struct, IConvertible =>
            [.. values.Select(value => value.ToInt64(null))];
    }
}
