using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>Evidence about one of several classes; outputs are logits, [B, C].</summary>
/// <param name="classWeights">The weights of the classes, [C]; null where all count the same.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClassEvidence(Func<torch.Tensor?> classWeights) : EvidenceMeasure
{
    // Half a sample a class, so that a class that the batch lacks is rare and not impossible.
    private const double PseudoCount = 0.5;

    /// <summary>The logarithm of the share of each class in the batch, weighted as the classes are.</summary>
    /// <inheritdoc/>
    public override torch.Tensor Prior(torch.Tensor labels, torch.Tensor like)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(like);
        torch.Tensor counts = labels.bincount(null, minlength: like.shape[^1]).to_type(like.dtype).Plus(PseudoCount);
        torch.Tensor weighted = classWeights() is { } weights ? counts * weights.to_type(like.dtype) : counts;
        return (weighted / weighted.sum()).log();
    }

    /// <inheritdoc/>
    public override torch.Tensor Loss(torch.Tensor outputs, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        torch.Tensor truth = labels.unsqueeze(0).expand(outputs.shape[0], -1).unsqueeze(-1);
        torch.Tensor loss = -functional.log_softmax(outputs, dim: -1).gather(-1, truth).squeeze(-1);
        if (classWeights() is not { } weights)
        {
            return loss;
        }

        torch.Tensor weight = weights.index_select(0, labels);
        return loss * (weight / weight.mean());
    }

    /// <inheritdoc/>
    public override torch.Tensor Distance(torch.Tensor target, torch.Tensor output)
    {
        torch.Tensor logTarget = functional.log_softmax(target, dim: -1);
        return (logTarget.exp() * (logTarget - functional.log_softmax(output, dim: -1))).sum(dim: -1);
    }

    /// <inheritdoc/>
    public override torch.Tensor Common(torch.Tensor outputs, torch.Tensor prior) =>
        prior.Plus(CommonChange(functional.log_softmax(outputs, dim: -1) - prior));
}
