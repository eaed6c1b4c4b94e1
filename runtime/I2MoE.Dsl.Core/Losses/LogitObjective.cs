using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Losses;

/// <summary>The interaction losses of tasks whose outputs are logits, [B, O]: classification and multi-label.</summary>
/// <remarks>
/// Uniqueness is the mean over the other modalities of the triplet margin loss (margin 1, Euclidean) with the full pass as the anchor, the
/// pass without the other modality as the positive and the pass without the expert's own modality as the negative. Synergy is the mean
/// cosine similarity of the full pass to each masked pass, redundancy one minus it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LogitObjective : Objective
{
    private const double TripletMargin = 1;
    private const double TripletEpsilon = 1e-7;

    /// <summary>Creates the objective.</summary>
    /// <param name="name">The name of the module.</param>
    protected LogitObjective(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override torch.Tensor Uniqueness(torch.Tensor full, torch.Tensor without, torch.Tensor[] withoutOther)
    {
        ArgumentNullException.ThrowIfNull(full);
        ArgumentNullException.ThrowIfNull(without);
        torch.Tensor positives = torch.stack(withoutOther);
        return functional.triplet_margin_loss(
            full.expand_as(positives), positives, without.expand_as(positives), margin: TripletMargin, p: 2, eps: TripletEpsilon);
    }

    /// <inheritdoc/>
    public override torch.Tensor Synergy(torch.Tensor full, torch.Tensor[] masked) => MeanSimilarity(full, masked);

    /// <inheritdoc/>
    public override torch.Tensor Redundancy(torch.Tensor full, torch.Tensor[] masked) => MeanSimilarity(full, masked).TakenFrom(1);

    internal override torch.Tensor EachUniqueness(torch.Tensor full, torch.Tensor without, torch.Tensor[] withoutOther)
    {
        torch.Tensor positives = torch.stack(withoutOther);
        return functional.triplet_margin_loss(
            full.expand_as(positives), positives, without.expand_as(positives), margin: TripletMargin, p: 2, eps: TripletEpsilon, reduction: Reduction.None);
    }

    internal override torch.Tensor EachSynergy(torch.Tensor full, torch.Tensor[] masked) => Similarities(full, masked);

    internal override torch.Tensor EachRedundancy(torch.Tensor full, torch.Tensor[] masked) => Similarities(full, masked).TakenFrom(1);

    /// <summary>Keeps a weight for each output as a buffer: those that are given, or ones that <see cref="Objective.Prepare"/> replaces where they are balanced.</summary>
    private protected void KeepWeights(string name, IReadOnlyList<double> given, bool areBalanced, int outputs)
    {
        if (given.Count > 0 || areBalanced)
        {
            float[] weights = given.Count > 0 ? [.. given.Select(weight => (float)weight)] : [.. Enumerable.Repeat(1f, outputs)];
            register_buffer(name, torch.tensor(weights).DetachFromDisposeScope(), persistent: false);
        }
    }

    private static torch.Tensor MeanSimilarity(torch.Tensor full, torch.Tensor[] masked) => Similarities(full, masked).mean();

    private static torch.Tensor Similarities(torch.Tensor full, torch.Tensor[] masked)
    {
        ArgumentNullException.ThrowIfNull(full);
        torch.Tensor others = torch.stack(masked);
        return functional.cosine_similarity(full.expand_as(others), others, dim: -1);
    }
}
