using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>Does what lies between matrix products in few passes over memory, and the step of the optimizer in one; products are torch's.</summary>
internal class KernelEngine : ICpuEngine
{
    /// <summary>Takes float32 in main memory, without gaps.</summary>
    public bool Updates(torch.Tensor tensor) => IsFloatInMemory(tensor) && tensor.is_contiguous();

    /// <summary>Takes float32 in main memory, the last dimension a multiple of 16.</summary>
    public bool Takes(torch.Tensor tensor) => IsFloatInMemory(tensor) && tensor.shape[^1] % VectorMath.Width == 0;

    /// <inheritdoc/>
    public bool TakesBlocks(torch.Tensor tokens, int groups, int passes, int parts) =>
        tokens.dim() == 3 && Takes(tokens) && KernelLimits.Allow(groups, passes, tokens.shape[0], parts, tokens.shape[1], tokens.shape[2]);

    /// <inheritdoc/>
    public virtual bool MakesProducts(int rows) => false;

    private static bool IsFloatInMemory(torch.Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.dtype == torch.ScalarType.Float32;
}
