using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace I2MoE.Dsl.Cpu;

/// <summary>The engine of this process: chosen once, by the processor, and asked by all who have a choice.</summary>
/// <remarks>Set <c>I2MOE_PRODUCTS=torch</c> to have torch make all products.</remarks>
internal static class CpuEngine
{
    private const string Switch = "I2MOE_PRODUCTS";

    /// <summary>Who computes in this process. Tests set it.</summary>
    public static ICpuEngine Chosen { get; set; } = Choose();

    // Kernels are worth their while with at least 256 bits (AVX2) and multiplication and addition in one instruction; without, they take several times as
    // long as torch. Products of their own are with 512 bits.
    private static ICpuEngine Choose() => !Vector256.IsHardwareAccelerated || !Fma.IsSupported
        ? new TorchEngine()
        : Vector512.IsHardwareAccelerated && Sse.IsSupported && Environment.GetEnvironmentVariable(Switch) != "torch"
            ? new ProductEngine()
            : new KernelEngine();
}
