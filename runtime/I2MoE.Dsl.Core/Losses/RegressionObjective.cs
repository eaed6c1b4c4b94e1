using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>The losses of regression: smooth L1 for the task, squared differences for the interactions.</summary>
/// <remarks>
/// With d(a, b) = mean over B of (a - b)^2 and p(a, b) = mean over B of min((a - b)^2, margin): uniqueness is the mean over the other
/// modalities of d(full, without other), minus p(full, without own); redundancy is the mean over the modalities of d(full, masked); synergy
/// is minus the mean of p(full, masked). The margin keeps every loss at -margin or above: without it training can push two outputs apart for
/// ever, because a squared difference, unlike a cosine, has no greatest value. Beyond the margin the gradient is zero, as in a triplet loss.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RegressionObjective : Objective
{
    private readonly RegressionOptions _options;

    /// <summary>Creates the objective.</summary>
    /// <param name="options">Which interaction losses, and their bound.</param>
    public RegressionObjective(RegressionOptions options)
        : base(nameof(RegressionObjective))
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc/>
    public override EvidenceMeasure Evidence { get; } = new TargetEvidence();

    private bool IsBounded => _options.Interaction == RegressionInteraction.Bounded;

    /// <summary>Smooth L1 loss (beta 1), the mean over the samples.</summary>
    /// <param name="prediction">The prediction, [B, 1].</param>
    /// <param name="labels">The targets, float32 [B].</param>
    public override torch.Tensor TaskLoss(torch.Tensor prediction, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return functional.smooth_l1_loss(prediction.squeeze(-1), labels);
    }

    /// <inheritdoc/>
    public override torch.Tensor Uniqueness(torch.Tensor full, torch.Tensor without, torch.Tensor[] withoutOther) =>
        Distances(full, withoutOther).mean() - Rewarded(Distances(full, [without])).mean();

    /// <inheritdoc/>
    public override torch.Tensor Synergy(torch.Tensor full, torch.Tensor[] masked) =>
        IsBounded ? -Rewarded(Distances(full, masked)).mean() : Distances(full, masked).mean();

    /// <inheritdoc/>
    public override torch.Tensor Redundancy(torch.Tensor full, torch.Tensor[] masked) => Distances(full, masked).mean();

    internal override torch.Tensor EachUniqueness(torch.Tensor full, torch.Tensor without, torch.Tensor[] withoutOther) =>
        (Distances(full, withoutOther) - Rewarded(Distances(full, [without]))).mean([-1]);

    internal override torch.Tensor EachSynergy(torch.Tensor full, torch.Tensor[] masked) =>
        (IsBounded ? -Rewarded(Distances(full, masked)) : Distances(full, masked)).mean([-1]);

    internal override torch.Tensor EachRedundancy(torch.Tensor full, torch.Tensor[] masked) => Distances(full, masked).mean([-1]);

    // How far outputs are apart, as far as it is rewarded.
    private torch.Tensor Rewarded(torch.Tensor distances) => IsBounded ? distances.clamp_max(TorchNumber.Of(_options.Margin)) : distances;

    // The squared difference of every sample in every pass.
    private static torch.Tensor Distances(torch.Tensor full, torch.Tensor[] others)
    {
        ArgumentNullException.ThrowIfNull(full);
        return (full - torch.stack(others)).pow(TorchNumber.Of(2));
    }
}
