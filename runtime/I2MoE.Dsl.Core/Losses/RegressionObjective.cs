using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>The losses of regression: smooth L1 for the task, squared differences for the interactions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RegressionObjective : NumberObjective
{
    /// <summary>Creates the objective.</summary>
    /// <param name="options">Which interaction losses, and their bound.</param>
    public RegressionObjective(RegressionOptions options)
        : base(nameof(RegressionObjective), MarginOf(options))
    {
    }

    /// <inheritdoc/>
    public override EvidenceMeasure Evidence { get; } = new TargetEvidence();

    /// <summary>Smooth L1 loss (beta 1), the mean over the samples.</summary>
    /// <param name="prediction">The prediction, [B, 1].</param>
    /// <param name="labels">The targets, float32 [B].</param>
    public override torch.Tensor TaskLoss(torch.Tensor prediction, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return functional.smooth_l1_loss(prediction.squeeze(-1), labels);
    }

    private static double? MarginOf(RegressionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Interaction == RegressionInteraction.Bounded ? options.Margin : null;
    }
}
