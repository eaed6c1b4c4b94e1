using static TorchSharp.torch;

namespace I2MoE.Dsl.SafeTensors;

/// <summary>The element types that both safetensors and TorchSharp know.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Type">The type of a tensor.</param>
/// <param name="Size">The bytes of one element.</param>
internal sealed record SafeTensorsType(string Name, ScalarType Type, int Size)
{
    public static IReadOnlyList<SafeTensorsType> All { get; } =
    [
        new("F64", ScalarType.Float64, 8),
        new("F32", ScalarType.Float32, 4),
        new("F16", ScalarType.Float16, 2),
        new("BF16", ScalarType.BFloat16, 2),
        new("I64", ScalarType.Int64, 8),
        new("I32", ScalarType.Int32, 4),
        new("I16", ScalarType.Int16, 2),
        new("I8", ScalarType.Int8, 1),
        new("U8", ScalarType.Byte, 1),
        new("BOOL", ScalarType.Bool, 1),
    ];

    public static string Names { get; } = string.Join(", ", All.Select(type => type.Name));
}
