using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// Whether the branches of a block make their float32 products themselves, together with what lies between them, or have torch make them: where
/// the processor computes with 512 bits, and the rows are enough to be worth the packing of the weights.
/// </summary>
/// <remarks>Set <c>I2MOE_PRODUCTS=torch</c> to have torch make all products. Results are equal within rounding.</remarks>
internal static class OwnProducts
{
    private const string Switch = "I2MOE_PRODUCTS";
    private const int LeastRows = 64;

    /// <summary>Whether this process makes products itself.</summary>
    public static bool IsEnabled { get; set; } =
        Vector512.IsHardwareAccelerated && Sse.IsSupported && Environment.GetEnvironmentVariable(Switch) != "torch";

    /// <summary>Whether products of so many rows are made here.</summary>
    public static bool Fit(int rows) => IsEnabled && rows >= LeastRows;
}
