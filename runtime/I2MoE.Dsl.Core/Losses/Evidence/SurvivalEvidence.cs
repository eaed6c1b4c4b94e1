using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>Evidence about the time to an event; outputs are log odds of the event in each interval, [B, K]. Losses are -ln of the likelihood, distances KL of the distributions of the interval, in nats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SurvivalEvidence : EvidenceMeasure
{
    // Half an event and half a sample without, so that an interval in which the batch has none is rare and not impossible.
    private const double PseudoCount = 0.5;

    /// <summary>The log odds of the event in each interval among the samples of the batch that reach it.</summary>
    /// <inheritdoc/>
    public override torch.Tensor Prior(torch.Tensor labels, torch.Tensor like)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(like);
        (torch.Tensor outlived, torch.Tensor ended) = HazardLikelihood.Split(like.shape[^1], labels);
        return (Count(ended, like) / Count(outlived, like)).log();
    }

    /// <inheritdoc/>
    public override torch.Tensor Loss(torch.Tensor outputs, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(labels);
        return HazardLikelihood.Minus(outputs, labels);
    }

    /// <summary>By the chain rule the sum over the intervals of the distance within each, weighted by the target's probability of reaching it.</summary>
    /// <inheritdoc/>
    public override torch.Tensor Distance(torch.Tensor target, torch.Tensor output)
    {
        torch.Tensor with = functional.logsigmoid(target);
        torch.Tensor without = functional.logsigmoid(-target);
        torch.Tensor within = (with.exp() * (with - functional.logsigmoid(output))).Plus(without.exp() * (without - functional.logsigmoid(-output)));
        return ((without.cumsum(-1) - without).exp() * within).sum(dim: -1);
    }

    /// <inheritdoc/>
    public override torch.Tensor Common(torch.Tensor outputs, torch.Tensor prior) => prior.Plus(CommonChange(outputs - prior));

    private static torch.Tensor Count(torch.Tensor flags, torch.Tensor like) => flags.sum(dim: 0).to_type(like.dtype).Plus(PseudoCount);
}
