using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace I2MoE.Dsl.Layers.Kernels;

/// <summary>
/// Whether the kernels are worth their while on this processor: it computes with at least 256 bits (AVX2) and multiplies and adds in one
/// instruction. Without, they would take several times as long as the operations of torch, which then do their work.
/// </summary>
internal static class KernelHardware
{
    /// <summary>Whether kernels are used. Tests set it.</summary>
    public static bool IsFast { get; set; } = Vector256.IsHardwareAccelerated && Fma.IsSupported;
}
