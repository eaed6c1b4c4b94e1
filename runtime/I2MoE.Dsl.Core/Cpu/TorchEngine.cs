using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>Leaves everything to the operations of torch.</summary>
internal sealed class TorchEngine : ICpuEngine
{
    /// <inheritdoc/>
    public bool Updates(torch.Tensor tensor) => false;

    /// <inheritdoc/>
    public bool Takes(torch.Tensor tensor) => false;

    /// <inheritdoc/>
    public bool TakesBlocks(torch.Tensor tokens, int groups, int passes, int parts) => false;

    /// <inheritdoc/>
    public bool MakesProducts(int rows) => false;
}
