using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace I2MoE.Dsl.Data;

/// <summary>How the elements of a stored array are written.</summary>
/// <param name="Kind">What an element is.</param>
/// <param name="Size">The bytes of an element; 0 where they are not known.</param>
/// <param name="IsBigEndian">Whether the first byte of an element is the highest.</param>
/// <param name="Name">What it is called in messages, for example <c>Float32</c>.</param>
internal sealed record ElementType(ElementKind Kind, int Size, bool IsBigEndian, string Name)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A number or a Boolean.</summary>
    public static ElementType Number(ElementKind kind, int size, bool isBigEndian = false) => new(kind, size, isBigEndian, kind switch
    {
        ElementKind.Floating => $"Float{size * 8}",
        ElementKind.Signed => $"Int{size * 8}",
        ElementKind.Unsigned => size == 1 ? "Byte" : $"UInt{size * 8}",
        _ => "Bool",
    });

    public bool IsNumeric => Kind is ElementKind.Floating or ElementKind.Signed or ElementKind.Unsigned or ElementKind.Boolean;

    /// <summary>Whether an element is a number in single precision as this machine writes it.</summary>
    public bool IsNativeSingle => Kind == ElementKind.Floating && Size == sizeof(float) && IsBigEndian != BitConverter.IsLittleEndian;

    /// <summary>Whether an element may be a number that single precision cannot hold.</summary>
    public bool IsWide => (Kind, Size) is (ElementKind.Floating, 8) or (ElementKind.Signed or ElementKind.Unsigned, 4 or 8);

    /// <summary>One of several elements that were converted, in double precision, where <see cref="IsWide"/>.</summary>
    /// <param name="elements">The elements in the order of the processor, as a conversion leaves them.</param>
    /// <param name="index">Which of them.</param>
    public double ExactAt(ReadOnlySpan<byte> elements, int index) => (Kind, Size) switch
    {
        (ElementKind.Floating, _) => MemoryMarshal.Cast<byte, double>(elements)[index],
        (ElementKind.Signed, 4) => MemoryMarshal.Cast<byte, int>(elements)[index],
        (ElementKind.Signed, _) => MemoryMarshal.Cast<byte, long>(elements)[index],
        (_, 4) => MemoryMarshal.Cast<byte, uint>(elements)[index],
        _ => MemoryMarshal.Cast<byte, ulong>(elements)[index],
    };

    public bool IsText => Kind is ElementKind.Utf32Text or ElementKind.ByteText or ElementKind.OtherText;

    /// <summary>Converts whole elements to single precision.</summary>
    /// <exception cref="FormatException">A Boolean is none.</exception>
    public void ToSingle(Span<byte> elements, Span<float> target) => Convert(elements, target);

    /// <summary>Converts whole elements to double precision.</summary>
    /// <exception cref="FormatException">A Boolean is none.</exception>
    public void ToDouble(Span<byte> elements, Span<double> target) => Convert(elements, target);

    /// <summary>Converts whole elements that are whole numbers or Booleans.</summary>
    /// <exception cref="FormatException">A Boolean is none, or a number needs all 64 bits of an unsigned one.</exception>
    public void ToInt64(Span<byte> elements, Span<long> target)
    {
        if (this is { Kind: ElementKind.Unsigned, Size: 8 })
        {
            Order(elements);
            if (MemoryMarshal.Cast<byte, ulong>(elements).ContainsAnyExceptInRange(0UL, (ulong)long.MaxValue))
            {
                throw new FormatException("a whole number is larger than 9223372036854775807.");
            }

            MemoryMarshal.Cast<byte, long>(elements).CopyTo(target);
            return;
        }

        Convert(elements, target);
    }

    /// <summary>The text of each of several whole elements, without the characters 0 at its end.</summary>
    /// <exception cref="FormatException">The bytes are no text.</exception>
    public IEnumerable<string> ToTexts(byte[] elements, int length)
    {
        Encoding encoding = Kind == ElementKind.ByteText ? s_utf8 : new UTF32Encoding(IsBigEndian, byteOrderMark: false, throwOnInvalidCharacters: true);
        for (int start = 0; start < length; start += Size)
        {
            yield return Decode(encoding, elements.AsSpan(start, Size));
        }
    }

    private static string Decode(Encoding encoding, ReadOnlySpan<byte> element)
    {
        try
        {
            return encoding.GetString(element).TrimEnd('\0');
        }
        catch (ArgumentException e)
        {
            throw new FormatException("a text is not UTF-8.", e);
        }
    }

    private void Convert<T>(Span<byte> elements, Span<T> target)
        where T : unmanaged, INumberBase<T>
    {
        Order(elements);
        switch (Kind, Size)
        {
            case (ElementKind.Floating, 2): Convert<Half, T>(elements, target); break;
            case (ElementKind.Floating, 4): Convert<float, T>(elements, target); break;
            case (ElementKind.Floating, 8): Convert<double, T>(elements, target); break;
            case (ElementKind.Signed, 1): Convert<sbyte, T>(elements, target); break;
            case (ElementKind.Signed, 2): Convert<short, T>(elements, target); break;
            case (ElementKind.Signed, 4): Convert<int, T>(elements, target); break;
            case (ElementKind.Signed, 8): Convert<long, T>(elements, target); break;
            case (ElementKind.Unsigned, 1): Convert<byte, T>(elements, target); break;
            case (ElementKind.Unsigned, 2): Convert<ushort, T>(elements, target); break;
            case (ElementKind.Unsigned, 4): Convert<uint, T>(elements, target); break;
            case (ElementKind.Unsigned, 8): Convert<ulong, T>(elements, target); break;
            case (ElementKind.Boolean, 1):
                if (elements.ContainsAnyExceptInRange((byte)0, (byte)1))
                {
                    throw new FormatException("a Boolean is neither 0 nor 1.");
                }

                Convert<byte, T>(elements, target);
                break;
            default: throw new NotSupportedException($"{Name} is no number.");
        }
    }

    private static void Convert<TFrom, TTo>(ReadOnlySpan<byte> elements, Span<TTo> target)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        ReadOnlySpan<TFrom> values = MemoryMarshal.Cast<byte, TFrom>(elements);
        if (typeof(TFrom) == typeof(TTo))
        {
            MemoryMarshal.Cast<byte, TTo>(elements).CopyTo(target);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            target[i] = TTo.CreateTruncating(values[i]);
        }
    }

    // To the order of the processor, in place.
    private void Order(Span<byte> elements)
    {
        if (IsBigEndian != BitConverter.IsLittleEndian)
        {
            return;
        }

        switch (Size)
        {
            case 2: Reverse<ushort>(elements, BinaryPrimitives.ReverseEndianness); break;
            case 4: Reverse<uint>(elements, BinaryPrimitives.ReverseEndianness); break;
            case 8: Reverse<ulong>(elements, BinaryPrimitives.ReverseEndianness); break;
        }
    }

    private static void Reverse<T>(Span<byte> elements, ReverseAction<T> reverse)
        where T : unmanaged
    {
        Span<T> values = MemoryMarshal.Cast<byte, T>(elements);
        reverse(values, values);
    }

    private delegate void ReverseAction<T>(ReadOnlySpan<T> source, Span<T> destination);
}
