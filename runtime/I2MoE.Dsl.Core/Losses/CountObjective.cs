using System.ComponentModel;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>The losses of counts: the Poisson loss of the logarithm of the expected count for the task, squared differences of logarithms for the interactions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CountObjective : NumberObjective
{
    /// <summary>Creates the objective.</summary>
    /// <param name="options">The bound of the interaction losses.</param>
    public CountObjective(CountOptions options)
        : base(nameof(CountObjective), (options ?? throw new ArgumentNullException(nameof(options))).Margin)
    {
    }

    /// <inheritdoc/>
    public override EvidenceMeasure Evidence { get; } = new CountEvidence();

    /// <summary>
    /// The mean over the samples of e^o - y o, for the output o and the count y: -ln of the Poisson probability of y, without what depends on y alone (PyTorch:
    /// <c>poisson_nll_loss</c>). Counts may be divided by their mean: the gradient then is divided by it, too.
    /// </summary>
    /// <param name="prediction">The logarithms of the expected counts, [B, 1].</param>
    /// <param name="labels">The counts, float32 [B].</param>
    public override torch.Tensor TaskLoss(torch.Tensor prediction, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        torch.Tensor logs = prediction.squeeze(-1);
        return (logs.exp() - (labels * logs)).mean();
    }
}
