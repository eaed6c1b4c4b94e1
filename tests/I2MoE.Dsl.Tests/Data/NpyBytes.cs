using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>Writes .npy files, valid ones and others.</summary>
internal static class NpyBytes
{
    /// <summary>A valid array of the given values in row order.</summary>
    public static byte[] Of<T>(string descr, T[] values, params long[] shape)
        where T : unmanaged =>
        With(Dictionary(descr, shape), MemoryMarshal.AsBytes<T>(values).ToArray());

    public static byte[] Floats(float[] values, params long[] shape) => Of("<f4", values, shape);

    public static byte[] Classes(params long[] values) => Of("<i8", values, values.Length);

    /// <summary>Text of at most as many characters as the longest has.</summary>
    public static byte[] Texts(params string[] values)
    {
        int length = values.Max(value => value.Length);
        return With(Dictionary($"<U{length}", [values.Length]), [.. values.SelectMany(value => Encoding.UTF32.GetBytes(value.PadRight(length, '\0')))]);
    }

    /// <summary>A file with any header and any content.</summary>
    public static byte[] With(string dictionary, byte[] content, byte version = 1)
    {
        byte[] header = Encoding.UTF8.GetBytes(dictionary + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. header, .. content];
    }

    public static string Dictionary(string descr, long[] shape, bool isColumnOrder = false)
    {
        string lengths = string.Concat(shape.Select(length => length.ToString(CultureInfo.InvariantCulture) + ","));
        return $"{{'descr': '{descr}', 'fortran_order': {isColumnOrder}, 'shape': ({lengths}), }}";
    }
}
