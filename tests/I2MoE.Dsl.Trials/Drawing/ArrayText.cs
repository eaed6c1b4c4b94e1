using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace I2MoE.Trials.Drawing;

/// <summary>Writes .npy and .npz as NumPy does, without any code of the product.</summary>
internal static class ArrayText
{
    /// <summary>The bytes of a .npy file.</summary>
    /// <param name="type">The type in NumPy's words, for example <c>&lt;f4</c>.</param>
    /// <param name="shape">The shape as it stands in the header.</param>
    /// <param name="data">What follows the header.</param>
    public static byte[] Npy(string type, string shape, byte[] data) => WithHeader($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}", data);

    /// <summary>The bytes of a .npy file with any header.</summary>
    public static byte[] WithHeader(string header, byte[] data)
    {
        string padded = header.PadRight(((header.Length + 11 + 63) / 64 * 64) - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)(padded.Length & 255), (byte)(padded.Length >> 8), .. Encoding.Latin1.GetBytes(padded), .. data];
    }

    /// <summary>An array of float32.</summary>
    public static byte[] Floats(IReadOnlyList<int> shape, IEnumerable<float> values) => Npy("<f4", Shape(shape), [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>An array of int64.</summary>
    public static byte[] Longs(IReadOnlyList<int> shape, IEnumerable<long> values) => Npy("<i8", Shape(shape), [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>Writes arrays as one .npz file or, where the path has no such end, as a folder of .npy files.</summary>
    public static void Write(string path, IEnumerable<(string Name, byte[] Npy)> arrays)
    {
        if (!path.EndsWith(".npz", StringComparison.Ordinal))
        {
            Directory.CreateDirectory(path);
            foreach ((string name, byte[] npy) in arrays)
            {
                File.WriteAllBytes(Path.Combine(path, name + ".npy"), npy);
            }

            return;
        }

        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] npy) in arrays)
        {
            using Stream entry = zip.CreateEntry(name + ".npy", CompressionLevel.Fastest).Open();
            entry.Write(npy);
        }
    }

    private static string Shape(IReadOnlyList<int> shape) =>
        $"({string.Join(", ", shape.Select(side => side.ToString(CultureInfo.InvariantCulture)))}{(shape.Count == 1 ? "," : "")})";
}
