using TorchSharp;

namespace I2MoE.Dsl.Experts;

/// <summary>
/// Which experts may have a say about a sample that lacks modalities. What is unique to an absent modality is not there to be known; and what two
/// share, or tell only together, needs two that are present. The others share the whole weight.
/// </summary>
internal static class PresentExperts
{
    private const int Several = 2;

    /// <summary>The experts that may, boolean, [B, E]; all of them where a sample leaves none, for example one without any modality.</summary>
    /// <param name="experts">The experts.</param>
    /// <param name="presence">Which modalities each sample has, boolean, [B, n].</param>
    public static torch.Tensor Of(IReadOnlyList<Expert> experts, torch.Tensor presence)
    {
        torch.Tensor several = presence.sum(dim: 1).ge(Several);
        torch.Tensor known = torch.stack([.. experts.Select(expert => expert.Modality is { } modality ? presence.select(1, modality.Index) : several)], dim: 1);
        return known.logical_or(known.any(dim: 1, keepdim: true).logical_not());
    }
}
