using TorchSharp;

namespace I2MoE.Dsl.Bank;

/// <summary>
/// Which experts may have a say about a sample that lacks modalities. What is unique to an absent modality is not there to be known; what a pair shares,
/// or tells only together, needs both; and what all share, or tell only together, needs two that are present. The others share the whole weight.
/// </summary>
internal static class PresentExperts
{
    private const int Several = 2;

    /// <summary>The samples of which an expert knows something, boolean, [B]: those with its own modalities, or with two where it has none of its own.</summary>
    /// <param name="expert">The expert.</param>
    /// <param name="presence">Which modalities each sample has, boolean, [B, n].</param>
    public static torch.Tensor Knows(Expert expert, torch.Tensor presence) => expert.Modalities switch
    {
        [] => presence.sum(dim: 1).ge(TorchNumber.Of(Several)),
        [var own] => presence.select(1, own.Index),
        var own => torch.stack([.. own.Select(modality => presence.select(1, modality.Index))]).all(dim: 0),
    };

    /// <summary>The experts that may, boolean, [B, E]; all of them where a sample leaves none, for example one without any modality.</summary>
    /// <param name="experts">The experts.</param>
    /// <param name="presence">Which modalities each sample has, boolean, [B, n].</param>
    public static torch.Tensor Of(IReadOnlyList<Expert> experts, torch.Tensor presence)
    {
        torch.Tensor known = torch.stack([.. experts.Select(expert => Knows(expert, presence))], dim: 1);
        return known.logical_or(known.any(dim: 1, keepdim: true).logical_not());
    }
}
