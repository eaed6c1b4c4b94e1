using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>The losses of multi-label classification, all on logits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MultiLabelObjective : LogitObjective
{
    /// <summary>Creates the objective.</summary>
    /// <param name="options">The number of labels.</param>
    public MultiLabelObjective(MultiLabelOptions options)
        : base(nameof(MultiLabelObjective))
    {
        ArgumentNullException.ThrowIfNull(options);
    }

    /// <inheritdoc/>
    public override EvidenceMeasure Evidence { get; } = new LabelEvidence();

    /// <summary>Binary cross-entropy with logits, the mean over samples and labels.</summary>
    /// <param name="prediction">The prediction, [B, L].</param>
    /// <param name="labels">The labels, float32 [B, L] of 0 and 1.</param>
    public override torch.Tensor TaskLoss(torch.Tensor prediction, torch.Tensor labels) =>
        functional.binary_cross_entropy_with_logits(prediction, labels);
}
