using System.Globalization;
using System.Numerics;
using System.Text;
using ParquetSharp;

namespace I2MoE.Dsl.Data;

/// <summary>Reads what Parquet stores as bytes.</summary>
internal static unsafe class ParquetBytes
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Half Half(FixedLenByteArray value) => BitConverter.ToHalf(new ReadOnlySpan<byte>((void*)value.Pointer, sizeof(ushort)));

    /// <summary>A whole number with sign, its highest byte first.</summary>
    public static BigInteger Whole(FixedLenByteArray value, int length) => new BigInteger(new ReadOnlySpan<byte>((void*)value.Pointer, length), isBigEndian: true);

    /// <summary>A whole number with sign, its highest byte first.</summary>
    public static BigInteger Whole(ByteArray value) => new BigInteger(new ReadOnlySpan<byte>((void*)value.Pointer, value.Length), isBigEndian: true);

    /// <summary>The digits of a decimal, of which ids have more than any binary number holds: all of them, without zeros at the end of a fraction.</summary>
    /// <param name="unscaled">Its digits as a whole number.</param>
    /// <param name="scale">How many of them are behind the decimal point.</param>
    public static string Digits(BigInteger unscaled, int scale)
    {
        string digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string fraction = digits[^scale..].TrimEnd('0');
        return $"{(unscaled.Sign < 0 ? "-" : "")}{digits[..^scale]}{(fraction.Length > 0 ? "." : "")}{fraction}";
    }

    /// <summary>A binary number as text: a whole one, such as an id beside missing values, as digits while it holds all of them.</summary>
    /// <param name="number">The number.</param>
    /// <param name="shortest">Its shortest text.</param>
    public static string Digits(double number, string shortest)
    {
        const double LastExact = 1L << 53;
        return Math.Abs(number) < LastExact && Math.Truncate(number).Equals(number) ? ((long)number).ToString(CultureInfo.InvariantCulture) : shortest;
    }

    /// <exception cref="FormatException">The text is not UTF-8.</exception>
    public static string Text(ByteArray value)
    {
        try
        {
            return s_utf8.GetString(new ReadOnlySpan<byte>((void*)value.Pointer, value.Length));
        }
        catch (ArgumentException e)
        {
            throw new FormatException("a text is not UTF-8.", e);
        }
    }
}
