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
    public static double Whole(FixedLenByteArray value, int length) => (double)new BigInteger(new ReadOnlySpan<byte>((void*)value.Pointer, length), isBigEndian: true);

    /// <summary>A whole number with sign, its highest byte first.</summary>
    public static double Whole(ByteArray value) => (double)new BigInteger(new ReadOnlySpan<byte>((void*)value.Pointer, value.Length), isBigEndian: true);

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
