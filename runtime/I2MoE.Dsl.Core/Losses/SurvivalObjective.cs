using System.ComponentModel;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>The losses of times to an event: the likelihood of the logistic hazard of each interval for the task, squared differences of log odds for the interactions.</summary>
/// <remarks>The task loss is a mean over samples, which the partial likelihood of Cox is not: batches may be small, and a sample's loss does not depend on the others.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SurvivalObjective : NumberObjective
{
    /// <summary>Creates the objective.</summary>
    /// <param name="options">The bound of the interaction losses.</param>
    public SurvivalObjective(SurvivalOptions options)
        : base(nameof(SurvivalObjective), (options ?? throw new ArgumentNullException(nameof(options))).Margin)
    {
    }

    /// <inheritdoc/>
    public override EvidenceMeasure Evidence { get; } = new SurvivalEvidence();

    /// <summary>
    /// The mean over the samples of -ln of their likelihood: the sum of ln(1 + e^o) over the intervals that a sample is known to have got through, and of ln(1 + e^-o) of
    /// that in which it had the event, for the log odds o.
    /// </summary>
    /// <param name="prediction">The log odds of the event in each interval, [B, K].</param>
    /// <param name="labels">The interval in which each sample is last known of, from 0, and whether the event happened in it, float32 [B, 2].</param>
    public override torch.Tensor TaskLoss(torch.Tensor prediction, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(labels);
        return HazardLikelihood.Minus(prediction, labels).mean();
    }
}
