using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>Evidence about several labels, each by itself; outputs are logits, [B, L], and every measure is the mean over the labels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LabelEvidence : EvidenceMeasure
{
    // Half a sample with and half without, so that a label that the batch lacks is rare and not impossible.
    private const double PseudoCount = 0.5;

    /// <summary>The log odds of each label in the batch.</summary>
    /// <inheritdoc/>
    public override torch.Tensor Prior(torch.Tensor labels, torch.Tensor like)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(like);
        torch.Tensor with = labels.to_type(like.dtype).sum(dim: 0).Plus(PseudoCount);
        return (with / with.TakenFrom(labels.shape[0] + (2 * PseudoCount))).log();
    }

    /// <inheritdoc/>
    public override torch.Tensor Loss(torch.Tensor outputs, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return functional.binary_cross_entropy_with_logits(
            outputs, labels.to_type(outputs.dtype).expand_as(outputs), reduction: Reduction.None).mean([-1]);
    }

    /// <inheritdoc/>
    public override torch.Tensor Distance(torch.Tensor target, torch.Tensor output)
    {
        torch.Tensor with = functional.logsigmoid(target);
        torch.Tensor without = functional.logsigmoid(-target);
        return (with.exp() * (with - functional.logsigmoid(output))).Plus(without.exp() * (without - functional.logsigmoid(-output))).mean([-1]);
    }

    /// <inheritdoc/>
    public override torch.Tensor Common(torch.Tensor outputs, torch.Tensor prior) => prior.Plus(CommonChange(outputs - prior));
}
