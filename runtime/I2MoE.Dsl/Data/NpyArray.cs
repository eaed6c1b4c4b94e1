using I2MoE.Dsl.Interchange;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Reads an array in NumPy's .npy format. NumSharp reads the format too, but takes the memory that a header asks for before it looks at the length of the
/// file, and ignores bytes that are left over.
/// </summary>
internal static class NpyArray
{
    /// <summary>Reads a file, in row order; the array belongs to the current dispose scope.</summary>
    /// <exception cref="DatasetException">The file cannot be read, or is not a valid array.</exception>
    public static Tensor ReadFile(string path) => DataFiles.Reading(path, "as an array", () =>
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, stream.Length);
    });

    /// <summary>Reads a whole array, in row order; it belongs to the current dispose scope.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="length">The bytes of the file.</param>
    /// <exception cref="FormatException">The file is not a valid array; the message says why.</exception>
    /// <exception cref="EndOfStreamException">The file is shorter than <paramref name="length"/>.</exception>
    public static Tensor Read(Stream stream, long length)
    {
        NpyHeader header = NpyHeader.Read(stream);
        string shape = $"[{string.Join(", ", header.Shape)}]";
        if (header.Length > length || header.DataLength > length - header.Length)
        {
            throw new FormatException($"the file has {length} bytes, and an array of {header.Type} {shape} needs {(UInt128)header.Length + (UInt128)header.DataLength}; it was cut off, or its header is wrong.");
        }

        long left = length - header.Length - header.DataLength;
        if (left > 0)
        {
            throw new FormatException($"the file has {left} bytes after its array of {header.Type} {shape}; one file holds one array.");
        }

        Tensor values = empty(header.IsColumnOrder ? [.. header.Shape.Reverse()] : header.Shape, header.Type);
        TensorBytes.ReadFrom(stream, values);
        if (header.Type == ScalarType.Bool && !TensorBytes.AreBooleans(values))
        {
            throw new FormatException("a Boolean is neither 0 nor 1.");
        }

        return header.IsColumnOrder ? values.permute([.. Enumerable.Range(1, header.Shape.Length).Select(d => (long)header.Shape.Length - d)]).contiguous() : values;
    }
}
