using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace I2MoE.Dsl.Data;

/// <summary>What the start of an .npy file says about its array.</summary>
/// <param name="Type">How the elements are written.</param>
/// <param name="Shape">The length of each dimension; none for a single value.</param>
/// <param name="IsColumnOrder">Whether the first index changes fastest (Fortran order).</param>
/// <param name="Length">The bytes of the header, after which the values begin.</param>
internal sealed partial record NpyHeader(ElementType Type, long[] Shape, bool IsColumnOrder, long Length)
{
    // Twice what NumPy itself accepts from a file that it does not trust.
    private const int MaximumTextLength = 20_000;
    private const int MaximumDimensions = 32;
    private const int MaximumCharacters = 65_536;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <exception cref="FormatException">The header is not valid; the message says how.</exception>
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

        long[] shape = ParseShape(values["shape"]);
        bool isColumnOrder = values["fortran_order"] switch
        {
            "True" => true,
            "False" => false,
            string other => throw new FormatException($"'fortran_order' is {other}; allowed: True and False."),
        };
        return new NpyHeader(TypeOf(values["descr"]), shape, isColumnOrder, length);
    }

    private static ElementType TypeOf(string value)
    {
        Match match = Descriptor().Match(value);
        if (match.Success && int.TryParse(match.Groups["size"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int size))
        {
            bool isBigEndian = match.Groups["order"].Value == ">";
            switch (match.Groups["kind"].Value[0], size)
            {
                case ('f', 2 or 4 or 8): return ElementType.Number(ElementKind.Floating, size, isBigEndian);
                case ('i', 1 or 2 or 4 or 8): return ElementType.Number(ElementKind.Signed, size, isBigEndian);
                case ('u', 1 or 2 or 4 or 8): return ElementType.Number(ElementKind.Unsigned, size, isBigEndian);
                case ('b', 1): return ElementType.Number(ElementKind.Boolean, 1);
                case ('U', > 0 and <= MaximumCharacters): return new ElementType(ElementKind.Utf32Text, 4 * size, isBigEndian, "text");
                case ('S', > 0 and <= MaximumCharacters): return new ElementType(ElementKind.ByteText, size, isBigEndian, "text");
            }
        }

        return new ElementType(ElementKind.Other, 0, IsBigEndian: false, value.Trim('\'') switch
        {
            ['[', ..] => "a structured type, a table rather than an array",
            [_, 'O', ..] => "Python objects, which only Python can read",
            _ => $"of a type ({value}) that is not supported",
        });
    }

    private static long[] ParseShape(string value)
    {
        string[] lengths = value.Trim('(', ')').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lengths.Length > MaximumDimensions)
        {
            throw new FormatException($"the array has {lengths.Length} dimensions; at most {MaximumDimensions} are allowed.");
        }

        return [.. lengths.Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long length) && length >= 0
            ? length
            : throw new FormatException($"the shape is {value}; every length must be a whole number from 0."))];
    }

    /// <summary>The bytes of the values.</summary>
    /// <exception cref="FormatException">They cannot be counted.</exception>
    public long DataLength()
    {
        try
        {
            return Shape.Aggregate((long)Type.Size, (bytes, length) => checked(bytes * length));
        }
        catch (OverflowException e)
        {
            throw new FormatException($"the shape [{string.Join(", ", Shape)}] has more bytes than can be counted in 64 bits.", e);
        }
    }

    [GeneratedRegex("^'(?<order>[<>|=])(?<kind>[fiubUS])(?<size>[0-9]{1,6})'$", RegexOptions.CultureInvariant)]
    private static partial Regex Descriptor();

    [GeneratedRegex(@"^\s*\{(?:\s*'(?<key>descr|fortran_order|shape)'\s*:\s*(?<value>'[^']*'|True|False|\([-0-9, ]*\)|\[[^\]]*\])\s*(?:,|(?=\})))+\s*\}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Dictionary();
}
