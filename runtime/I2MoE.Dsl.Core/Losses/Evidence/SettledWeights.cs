using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>
/// Weights that are right on the mean: a sample's parts of what is known about it, times one factor an expert, made to sum to 1. Parts that are clamped at
/// 0 sample by sample take the luck of a sample for uniqueness, so that their means are not the parts of the means; the factors mend that.
/// </summary>
internal static class SettledWeights
{
    private const double Tiny = 1e-8;

    /// <summary>The factors with which the mean weights are given shares, [E], the greatest 1: by iterative scaling.</summary>
    /// <param name="parts">The parts of each sample, [B, E], above 0.</param>
    /// <param name="shares">The shares, [E], which sum to 1.</param>
    /// <param name="allowed">Which experts may have weight, [B, E]; null where all may.</param>
    /// <param name="rounds">How often the factors are mended.</param>
    public static torch.Tensor Factors(torch.Tensor parts, torch.Tensor shares, torch.Tensor? allowed, int rounds)
    {
        torch.Tensor factors = torch.ones_like(shares);
        torch.Tensor asked = shares.clamp_min(TorchNumber.Of(Tiny));
        for (int round = 0; round < rounds; round++)
        {
            factors = factors * asked / Of(parts, factors, allowed).mean([0]).clamp_min(TorchNumber.Of(Tiny));
            factors = factors / factors.max();
        }

        return factors;
    }

    /// <summary>The weights, [B, E]; all 0 for a sample about which nobody may say anything.</summary>
    /// <param name="parts">The parts of each sample, [B, E], above 0.</param>
    /// <param name="factors">The factors, [E].</param>
    /// <param name="allowed">Which experts may have weight, [B, E]; null where all may.</param>
    public static torch.Tensor Of(torch.Tensor parts, torch.Tensor factors, torch.Tensor? allowed)
    {
        torch.Tensor weights = parts * factors.clamp_min(TorchNumber.Of(Tiny));
        torch.Tensor may = allowed is null ? weights : weights * allowed;
        return may / may.sum(dim: 1, keepdim: true).clamp_min(TorchNumber.Of(Tiny * Tiny));
    }
}
