using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using TorchSharp;

namespace I2MoE.Dsl.Tests;

/// <summary>Reads what the reference data are kept in: NumPy arrays of float32 in row order.</summary>
internal static partial class NpyFile
{
    private const int HeaderStart = 10;

    public static torch.Tensor Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int dataStart = HeaderStart + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(HeaderStart - 2));
        string header = Encoding.ASCII.GetString(bytes[HeaderStart..dataStart]);
        Assert.Contains("'descr': '<f4', 'fortran_order': False", header, StringComparison.Ordinal);
        long[] shape = [.. Shape().Match(header).Groups[1].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(length => long.Parse(length, CultureInfo.InvariantCulture))];
        return torch.tensor(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(dataStart)).ToArray(), shape);
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex Shape();
}
