using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using TorchSharp;

namespace I2MoE.Dsl.Tests;

/// <summary>Reads what the reference data are kept in: NumPy arrays in row order.</summary>
internal static partial class NpyFile
{
    private const int HeaderStart = 10;

    /// <summary>A float32 or int64 array as a tensor of that type.</summary>
    public static torch.Tensor Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int dataStart = HeaderStart + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(HeaderStart - 2));
        string header = Encoding.ASCII.GetString(bytes[HeaderStart..dataStart]);
        Assert.Contains("'fortran_order': False", header, StringComparison.Ordinal);
        long[] shape = [.. Shape().Match(header).Groups[1].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(length => long.Parse(length, CultureInfo.InvariantCulture))];
        if (header.Contains("'<i8'", StringComparison.Ordinal))
        {
            return torch.tensor(MemoryMarshal.Cast<byte, long>(bytes.AsSpan(dataStart)).ToArray(), shape);
        }

        Assert.Contains("'<f4'", header, StringComparison.Ordinal);
        return torch.tensor(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(dataStart)).ToArray(), shape);
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex Shape();
}
