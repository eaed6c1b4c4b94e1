using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using I2MoE.Dsl.Specification;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>What the start of an .npy file says about its array.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The length of each dimension, each at least 1; none for a single number.</param>
/// <param name="IsColumnOrder">Whether the first index changes fastest (Fortran order).</param>
/// <param name="Length">The bytes of the header, after which the values begin.</param>
/// <param name="DataLength">The bytes of the values.</param>
internal sealed partial record NpyHeader(ScalarType Type, long[] Shape, bool IsColumnOrder, long Length, long DataLength)
{
    // Twice what NumPy itself accepts from a file that it does not trust.
    private const int MaximumTextLength = 20_000;
    private const int MaximumDimensions = 32;

    private static readonly Dictionary<string, (ScalarType Type, int Size)> s_types = new()
    {
        ["<f4"] = (ScalarType.Float32, 4),
        ["<f8"] = (ScalarType.Float64, 8),
        ["<f2"] = (ScalarType.Float16, 2),
        ["<i8"] = (ScalarType.Int64, 8),
        ["<i4"] = (ScalarType.Int32, 4),
        ["<i2"] = (ScalarType.Int16, 2),
        ["|i1"] = (ScalarType.Int8, 1),
        ["|u1"] = (ScalarType.Byte, 1),
        ["|b1"] = (ScalarType.Bool, 1),
    };

    /// <summary>Reads the header.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <exception cref="FormatException">The header is not valid, or the array is of another kind than those above; the message says how.</exception>
    /// <exception cref="EndOfStreamException">The file ends in the header.</exception>
    public static NpyHeader Read(Stream stream)
    {
        byte[] start = new byte[8];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read < start.Length || start[0] != 0x93 || !start.AsSpan(1).StartsWith("NUMPY"u8))
        {
            throw new FormatException("this is not an .npy file: it does not start with the bytes 93 4E 55 4D 50 59 (\"\\x93NUMPY\"). Write it with numpy.save.");
        }

        int lengthBytes = start[6] switch
        {
            1 => 2,
            2 or 3 => 4,
            byte version => throw new FormatException($"the version of the .npy format is {version}; allowed: 1 to 3."),
        };
        byte[] length = new byte[4];
        stream.ReadExactly(length.AsSpan(0, lengthBytes));
        uint textLength = BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (textLength > MaximumTextLength)
        {
            throw new FormatException($"the header claims {textLength} bytes; at most {MaximumTextLength} are allowed.");
        }

        byte[] text = new byte[textLength];
        stream.ReadExactly(text);
        return Parse(Encoding.UTF8.GetString(text), start.Length + lengthBytes + textLength);
    }

    private static NpyHeader Parse(string text, long length)
    {
        Match match = Dictionary().Match(text);
        Dictionary<string, string> values = [];
        for (int i = 0; match.Success && i < match.Groups["key"].Captures.Count; i++)
        {
            values[match.Groups["key"].Captures[i].Value] = match.Groups["value"].Captures[i].Value;
        }

        if (values.Count != 3 || match.Groups["key"].Captures.Count != 3)
        {
            throw new FormatException("the header is not a dictionary of 'descr', 'fortran_order' and 'shape', as numpy.save writes it.");
        }

        (ScalarType type, int size) = ElementType(values["descr"]);
        long[] shape = ParseShape(values["shape"]);
        bool isColumnOrder = values["fortran_order"] switch
        {
            "True" => true,
            "False" => false,
            string other => throw new FormatException($"'fortran_order' is {other}; allowed: True and False."),
        };
        return new NpyHeader(type, shape, isColumnOrder, length, DataBytes(shape, size));
    }

    private static (ScalarType Type, int Size) ElementType(string value)
    {
        string name = value.Trim('\'');
        if (s_types.TryGetValue(name, out (ScalarType Type, int Size) type))
        {
            return type;
        }

        string reason = name switch
        {
            ['[', ..] => "a structured type, a table rather than an array",
            [_, 'O', ..] => "Python objects, which only Python can read",
            [_, 'U' or 'S', ..] => "text",
            ['>', ..] => "in big-endian byte order",
            _ => "an element type that is not supported",
        };
        throw new FormatException(
            $"its elements ({value}) are {reason}; allowed: {NearestName.List([.. s_types.Values.Select(known => known.Type.ToString())])}. Convert it in Python with astype('float32') or astype('int64').");
    }

    private static long[] ParseShape(string value)
    {
        string[] lengths = value.Trim('(', ')').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lengths.Length > MaximumDimensions)
        {
            throw new FormatException($"the array has {lengths.Length} dimensions; at most {MaximumDimensions} are allowed.");
        }

        return [.. lengths.Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long length) && length > 0
            ? length
            : throw new FormatException($"the shape is {value}; every length must be a whole number from 1."))];
    }

    private static long DataBytes(long[] shape, int size)
    {
        try
        {
            return shape.Aggregate((long)size, (bytes, length) => checked(bytes * length));
        }
        catch (OverflowException e)
        {
            throw new FormatException($"the shape [{string.Join(", ", shape)}] has more bytes than can be counted in 64 bits.", e);
        }
    }

    [GeneratedRegex(@"^\s*\{(?:\s*'(?<key>descr|fortran_order|shape)'\s*:\s*(?<value>'[^']*'|True|False|\([-0-9, ]*\)|\[[^\]]*\])\s*(?:,|(?=\})))+\s*\}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Dictionary();
}
