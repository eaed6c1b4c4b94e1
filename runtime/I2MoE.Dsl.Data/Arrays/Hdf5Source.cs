using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;

namespace I2MoE.Dsl.Data;

/// <summary>The data sets of an HDF5 file.</summary>
/// <param name="path">The file.</param>
/// <param name="root">Its root group.</param>
internal sealed class Hdf5Source(string path, NativeGroup root) : ArraySource(path)
{
    // Deflate shrinks bytes at most this much; a data set that claims more was never written, and is refused before memory is taken for it.
    private const long MaximumRatio = 1032;

    private readonly long _fileLength = RegularFile.Length(path);

    public override IReadOnlyList<string> Names { get; } = [.. root.Children().OfType<IH5Dataset>().Select(data => data.Name).Order(StringComparer.Ordinal)];

    protected override string Noun => "data set";

    protected override bool Exists(string name) => root.LinkExists(name) && root.Get(name) is IH5Dataset;

    protected override StoredArray Open(string name)
    {
        var data = (NativeDataset)root.Get(name);
        ulong[] lengths = data.Space.Dimensions;
        ElementType type = Reading(name, () => TypeOf(data, lengths));
        var array = new Hdf5Array(data, type);
        UInt128 bytes = lengths.Aggregate((UInt128)(uint)data.Type.Size, (product, length) => product > ulong.MaxValue || length > long.MaxValue ? UInt128.MaxValue : product * length);
        return lengths.Contains(0UL) || bytes <= (UInt128)_fileLength * MaximumRatio
            ? array
            : throw Problem(name, $"the shape is [{string.Join(", ", lengths)}], more than a file of {_fileLength} bytes can hold; the file is damaged, or most of the data set was never written.");
    }

    protected override T Reading<T>(string name, Func<T> read)
    {
        try
        {
            return base.Reading(name, read);
        }
        catch (Exception e) when (e is not DatasetException)
        {
            // The library tells filters by the message only.
            string[] quoted = e.Message.Split('\'');
            throw e.Message.Contains("find filter", StringComparison.Ordinal) && quoted.Length > 1
                ? Problem(name, $"it is compressed with {quoted[1]}, which cannot be read here. Rewrite the file with 'h5repack -f GZIP=4 old.h5 new.h5', or in Python with compression='gzip'.", e)
                : Problem(name, "its values cannot be read: they are damaged, or stored in a way that is not known here. Copy the file again, or rewrite it with 'h5repack -f GZIP=4 old.h5 new.h5', or in Python with compression='gzip'.", e);
        }
    }

    private static ElementType TypeOf(NativeDataset data, ulong[] lengths) => (data.Type.Class, data.Type.Size) switch
    {
        (H5DataTypeClass.FloatingPoint, 2 or 4 or 8) => Number(ElementKind.Floating, data, lengths),
        (H5DataTypeClass.FixedPoint, 1 or 2 or 4 or 8) => Number(data.Type.FixedPoint.IsSigned ? ElementKind.Signed : ElementKind.Unsigned, data, lengths),
        // h5py writes Booleans as an enumeration over signed bytes, for which the library does not tell the sign; 0 and 1 are the same in both.
        (H5DataTypeClass.Enumerated, 1) => ElementType.Number(ElementKind.Unsigned, 1),
        (H5DataTypeClass.String, _) => new ElementType(ElementKind.OtherText, 0, IsBigEndian: false, "text"),
        (H5DataTypeClass.VariableLength, _) when data.Type.VariableLength.BaseType.Class is H5DataTypeClass.String or H5DataTypeClass.FixedPoint
            && data.Type.VariableLength.BaseType.Size == 1 => new ElementType(ElementKind.OtherText, 0, IsBigEndian: false, "text"),
        _ => new ElementType(ElementKind.Other, 0, IsBigEndian: false, $"of the type {data.Type.Class} of {data.Type.Size} bytes, which is not supported"),
    };

    private static ElementType Number(ElementKind kind, NativeDataset data, ulong[] lengths) =>
        ElementType.Number(kind, data.Type.Size, data.Type.Size > 1 && lengths.Length > 0 && !lengths.Contains(0UL) && IsBigEndian(data, lengths.Length));

    // The library tells the order of bytes only by its refusal to convert it.
    private static bool IsBigEndian(NativeDataset data, int rank)
    {
        var first = new HyperslabSelection(rank, new ulong[rank], [.. Enumerable.Repeat(1UL, rank)]);
        try
        {
            switch (data.Type.Size)
            {
                case 2: data.Read(new ushort[1].AsSpan(), first); break;
                case 4: data.Read(new uint[1].AsSpan(), first); break;
                default: data.Read(new ulong[1].AsSpan(), first); break;
            }

            return false;
        }
        catch (Exception e) when (e.Message.StartsWith("Byte order", StringComparison.Ordinal))
        {
            return true;
        }
    }
}
