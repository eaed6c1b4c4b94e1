using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>What is told of the samples of a batch, on the CPU.</summary>
/// <param name="Told">What is told in the pools, [K, B, O].</param>
/// <param name="Counts">Which pools count for a sample, [K, B]; null where all do.</param>
/// <param name="Whole">What the whole model says, [B, O].</param>
internal sealed record ToldInPasses(torch.Tensor Told, torch.Tensor? Counts, torch.Tensor Whole) : IDisposable
{
    /// <summary>What the experts and then the whole model say, [E + 1, B, O].</summary>
    /// <param name="pools">The pools, as sure as they should be.</param>
    /// <param name="prior">The output of who has seen nothing, [O].</param>
    public torch.Tensor Said(PassPools pools, torch.Tensor prior) => torch.cat([pools.Said(Told, Counts, prior), Whole.unsqueeze(0)]);

    /// <summary>What is told in the pools, and where one does not count what is known without seeing anything, [K, B, O].</summary>
    /// <param name="prior">The output of who has seen nothing, [O].</param>
    public torch.Tensor Counted(torch.Tensor prior) => Counts is { } counts ? Told.where(counts.unsqueeze(-1), prior) : Told;

    /// <summary>The same, which then lives until it is disposed.</summary>
    public ToldInPasses Keep() => new(Told.DetachFromDisposeScope(), Counts?.DetachFromDisposeScope(), Whole.DetachFromDisposeScope());

    /// <inheritdoc/>
    public void Dispose()
    {
        Told.Dispose();
        Counts?.Dispose();
        Whole.Dispose();
    }
}
