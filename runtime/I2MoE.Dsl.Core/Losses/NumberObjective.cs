using System.ComponentModel;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>The interaction losses of tasks whose output is one number, [B, 1]: squared differences.</summary>
/// <remarks>
/// With d(a, b) = mean over B of (a - b)^2 and p(a, b) = mean over B of min((a - b)^2, margin): uniqueness is the mean over the other
/// modalities of d(full, without other), minus p(full, without own); redundancy is the mean over the modalities of d(full, masked); synergy
/// is minus the mean of p(full, masked). The margin keeps every loss at -margin or above: without it training can push two outputs apart for
/// ever, because a squared difference, unlike a cosine, has no greatest value. Beyond the margin the gradient is zero, as in a triplet loss.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class NumberObjective : Objective
{
    private readonly double? _margin;

    /// <summary>Creates the objective.</summary>
    /// <param name="name">The name of the module.</param>
    /// <param name="margin">The bound; null for the losses of the reference code, which have none and give synergy the sign of redundancy.</param>
    protected NumberObjective(string name, double? margin)
        : base(name) => _margin = margin;

    /// <inheritdoc/>
    public override torch.Tensor Uniqueness(torch.Tensor full, torch.Tensor without, torch.Tensor[] withoutOther) =>
        Distances(full, withoutOther).mean() - Rewarded(Distances(full, [without])).mean();

    /// <inheritdoc/>
    public override torch.Tensor Synergy(torch.Tensor full, torch.Tensor[] masked) =>
        _margin is not null ? -Rewarded(Distances(full, masked)).mean() : Distances(full, masked).mean();

    /// <inheritdoc/>
    public override torch.Tensor Redundancy(torch.Tensor full, torch.Tensor[] masked) => Distances(full, masked).mean();

    internal override torch.Tensor EachUniqueness(torch.Tensor full, torch.Tensor without, torch.Tensor[] withoutOther) =>
        (Distances(full, withoutOther) - Rewarded(Distances(full, [without]))).mean([-1]);

    internal override torch.Tensor EachSynergy(torch.Tensor full, torch.Tensor[] masked) =>
        (_margin is not null ? -Rewarded(Distances(full, masked)) : Distances(full, masked)).mean([-1]);

    internal override torch.Tensor EachRedundancy(torch.Tensor full, torch.Tensor[] masked) => Distances(full, masked).mean([-1]);

    // How far outputs are apart, as far as it is rewarded.
    private torch.Tensor Rewarded(torch.Tensor distances) => _margin is { } margin ? distances.clamp_max(TorchNumber.Of(margin)) : distances;

    // The squared difference of every sample in every pass.
    private static torch.Tensor Distances(torch.Tensor full, torch.Tensor[] others)
    {
        ArgumentNullException.ThrowIfNull(full);
        return (full - torch.stack(others)).pow(TorchNumber.Of(2));
    }
}
