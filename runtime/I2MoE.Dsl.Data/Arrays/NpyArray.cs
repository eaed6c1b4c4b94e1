using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// An array in NumPy's .npy format. NumSharp reads the format too, but takes the memory that a header asks for before it looks at the length of the
/// file, and ignores bytes that are left over.
/// </summary>
internal sealed class NpyArray : StoredArray
{
    private readonly NpyHeader _header;
    private readonly Func<Stream> _open;

    // Null for an array that is no file of its own.
    private readonly string? _file;

    private NpyArray(NpyHeader header, Func<Stream> open, string? file)
        : base(header.Type, header.Shape)
    {
        _header = header;
        _open = open;
        _file = file;
    }

    protected override bool IsColumnOrder => _header.IsColumnOrder && Shape.Length > 1;

    /// <summary>Reads the header of a file.</summary>
    /// <exception cref="DatasetException">The file cannot be read, or is not a valid array.</exception>
    public static NpyArray OpenFile(string path)
    {
        DataFiles.RequireFile(path, "a .npy file");
        return DataFiles.Reading(path, "as an array", () => Open(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), RegularFile.Length(path), path));
    }

    /// <summary>Reads the header of an array.</summary>
    /// <param name="open">Opens the file at its start.</param>
    /// <param name="length">The bytes of the file.</param>
    /// <param name="file">The path of the file; null where it is a part of another.</param>
    /// <exception cref="FormatException">The file is not a valid array; the message says why.</exception>
    /// <exception cref="EndOfStreamException">The file ends in the header.</exception>
    public static NpyArray Open(Func<Stream> open, long length, string? file = null)
    {
        using Stream stream = open();
        NpyHeader header = NpyHeader.Read(stream);
        var array = new NpyArray(header, open, file);
        if (header.Type.Kind != ElementKind.Other)
        {
            array.CheckLength(length);
        }

        return array;
    }

    protected override void ForEachPiece(PieceAction take)
    {
        using Stream stream = _open();
        NpyHeader.Read(stream);
        long left = Count;
        byte[] buffer = new byte[Math.Max(1, PieceLength / Type.Size) * Type.Size];
        while (left > 0)
        {
            Span<byte> piece = buffer.AsSpan(0, (int)Math.Min(left * Type.Size, buffer.Length));
            stream.ReadExactly(piece);
            left -= piece.Length / Type.Size;
            take(piece);
        }
    }

    protected override Tensor? FloatsOf(TensorPlace? place) => _file is not null && !IsColumnOrder && Type.IsNativeSingle
        && place is { IsChanged: false } ? place.Storage.Adopt(place.Name, _file, _header.Length, Shape)
        : null;

    private void CheckLength(long length)
    {
        long needed = _header.DataLength();
        if (_header.Length > length || needed > length - _header.Length)
        {
            throw new FormatException($"the file has {length} bytes, and an array of {Type.Name} {ShapeText} needs {(UInt128)_header.Length + (UInt128)needed}; it was cut off, or its header is wrong.");
        }

        long left = length - _header.Length - needed;
        if (left > 0)
        {
            throw new FormatException($"the file has {left} bytes after its array of {Type.Name} {ShapeText}; one file holds one array.");
        }
    }
}
