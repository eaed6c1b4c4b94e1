using System.ComponentModel;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>
/// Divides what is known about the labels among the experts, the simplest explanation first, as a partial information decomposition does:
/// redundancy is credited with what it knows, a uniqueness expert with what it knows beyond that, and synergy with what is left of the whole; with
/// experts of pairs, the same for every pair by itself (docs/evidence.md).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EvidenceShares
{
    /// <summary>The parts of what is known.</summary>
    /// <param name="gains">How much better than the prior each expert predicts, [E] or [E, B]: nats, or units of the loss.</param>
    /// <param name="experts">The experts, in the order of <paramref name="gains"/>.</param>
    /// <returns>The part of each expert, in the shape of <paramref name="gains"/>, at least 0.</returns>
    public static torch.Tensor Of(torch.Tensor gains, IReadOnlyList<Expert> experts)
    {
        ArgumentNullException.ThrowIfNull(gains);
        ArgumentNullException.ThrowIfNull(experts);
        torch.Tensor[] gain = gains.clamp_min(TorchNumber.Of(0)).unbind(0);
        if (experts.Any(expert => expert.IsOfPair))
        {
            return torch.stack(PairShares.Of(gain, experts));
        }

        torch.Tensor[] parts = [.. gain.Select(known => torch.zeros_like(known))];
        torch.Tensor explained = torch.zeros_like(gain[0]);
        foreach (int redundancy in PlacesOf(InteractionKind.Redundancy, experts))
        {
            parts[redundancy] = explained = gain[redundancy];
        }

        torch.Tensor shared = explained;
        foreach (int unique in PlacesOf(InteractionKind.Uniqueness, experts))
        {
            parts[unique] = (gain[unique] - shared).clamp_min(TorchNumber.Of(0));
            explained = explained.Plus(parts[unique]);
        }

        foreach (int synergy in PlacesOf(InteractionKind.Synergy, experts))
        {
            parts[synergy] = (gain[synergy] - explained).clamp_min(TorchNumber.Of(0));
        }

        return torch.stack(parts);
    }

    /// <summary>The parts of what is known of the task of a model; of a number, which is no information, modalities share no more than is <see cref="CountedTwice"/>.</summary>
    /// <param name="gains">How much better than the prior each expert predicts, [E] or [E, B].</param>
    /// <param name="description">The model.</param>
    /// <returns>The part of each expert, in the shape of <paramref name="gains"/>, at least 0.</returns>
    internal static torch.Tensor Of(torch.Tensor gains, ModelDescription description) =>
        Of(description.Task == TaskKind.Regression ? CountedTwice.AtMost(gains, description) : gains, description.Experts);

    private static IEnumerable<int> PlacesOf(InteractionKind kind, IReadOnlyList<Expert> experts) =>
        experts.Index().Where(pair => pair.Item.Kind == kind).Select(pair => pair.Index);
}
