using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>Who computes on the CPU: chosen once, by the processor, and asked here by all who have a choice.</summary>
/// <remarks>Set <c>I2MOE_PRODUCTS=torch</c> to have torch make all products. Results are equal within rounding.</remarks>
internal static class CpuEngine
{
    private const string Switch = "I2MOE_PRODUCTS";

    // Fewer rows are not worth the packing of the weights.
    private const int LeastRows = 64;

    /// <summary>Who computes in this process. Tests set it.</summary>
    public static CpuComputation Computation { get; set; } = Choose();

    /// <summary>Whether a kernel can make the step of the optimizer for this parameter: float32 in main memory, without gaps.</summary>
    public static bool Updates(torch.Tensor tensor) => HasKernelsFor(tensor) && tensor.is_contiguous();

    /// <summary>Whether kernels can compute with rows of this tensor: float32 in main memory, the last dimension a multiple of 16.</summary>
    public static bool Takes(torch.Tensor tensor) => HasKernelsFor(tensor) && tensor.shape[^1] % VectorMath.Width == 0;

    /// <summary>Whether kernels can compute blocks of attention on such tokens.</summary>
    /// <param name="tokens">The tokens, [M, S, D], or, where passes share them, the tokens of one group.</param>
    /// <param name="groups">The groups of tokens that are kept.</param>
    /// <param name="passes">The passes that share them.</param>
    /// <param name="parts">The groups that a pass is made of.</param>
    public static bool TakesBlocks(torch.Tensor tokens, int groups, int passes, int parts) =>
        tokens.dim() == 3 && Takes(tokens) && KernelLimits.Allow(groups, passes, tokens.shape[0], parts, tokens.shape[1], tokens.shape[2]);

    /// <summary>Whether kernels make float32 products of so many rows themselves.</summary>
    public static bool MakesProducts(int rows) => Computation == CpuComputation.KernelsWithProducts && rows >= LeastRows;

    private static bool HasKernelsFor(torch.Tensor tensor) =>
        Computation != CpuComputation.Torch && tensor.device_type == DeviceType.CPU && tensor.dtype == torch.ScalarType.Float32;

    // Kernels are worth their while with at least 256 bits (AVX2) and multiplication and addition in one instruction; without, they take several times as
    // long as torch. Products of their own are with 512 bits.
    private static CpuComputation Choose() => !Vector256.IsHardwareAccelerated || !Fma.IsSupported
        ? CpuComputation.Torch
        : Vector512.IsHardwareAccelerated && Sse.IsSupported && Environment.GetEnvironmentVariable(Switch) != "torch"
            ? CpuComputation.KernelsWithProducts
            : CpuComputation.Kernels;
}
