using System.ComponentModel;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>Evidence about a count; outputs are logarithms of expected counts, [B, 1]. Losses are half the Poisson deviance, distances KL of Poisson distributions, in nats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CountEvidence : EvidenceMeasure
{
    // Half a count in the batch, so that a batch of zeros is rare and not impossible.
    private const double PseudoCount = 0.5;

    /// <summary>The logarithm of the mean count of the batch.</summary>
    /// <inheritdoc/>
    public override torch.Tensor Prior(torch.Tensor labels, torch.Tensor like)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(like);
        return labels.to_type(like.dtype).mean().clamp_min(TorchNumber.Of(PseudoCount / labels.shape[0])).log().unsqueeze(0);
    }

    /// <inheritdoc/>
    public override torch.Tensor Loss(torch.Tensor outputs, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(labels);
        torch.Tensor logs = outputs.squeeze(-1);
        torch.Tensor counts = labels.to_type(outputs.dtype);
        return logs.exp().Plus(counts.xlogy(counts)) - counts - (counts * logs);
    }

    /// <inheritdoc/>
    public override torch.Tensor Distance(torch.Tensor target, torch.Tensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        return ((target.exp() * (target - output)).Plus(output.exp()) - target.exp()).squeeze(-1);
    }

    /// <inheritdoc/>
    public override torch.Tensor Common(torch.Tensor outputs, torch.Tensor prior) => prior.Plus(CommonChange(outputs - prior));
}
