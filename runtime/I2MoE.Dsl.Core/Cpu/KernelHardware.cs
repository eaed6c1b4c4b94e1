using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// Whether the kernels are worth their while on this processor: it computes with at least 256 bits (AVX2) and multiplies and adds in one
/// instruction. Without, they would take several times as long as the operations of torch, which then do their work.
/// </summary>
internal static class KernelHardware
{
    /// <summary>Whether kernels are used. Tests set it.</summary>
    public static bool IsFast { get; set; } = Vector256.IsHardwareAccelerated && Fma.IsSupported;

    /// <summary>Whether kernels can compute with rows of this tensor: float32 on a CPU that they are made for, the last dimension a multiple of 16.</summary>
    public static bool Takes(torch.Tensor tensor) =>
        IsFast
            && tensor.device_type == DeviceType.CPU && tensor.dtype == torch.ScalarType.Float32 && tensor.shape[^1] % VectorMath.Width == 0;
}
