using I2MoE.Dsl.Interpretation.PartialInformation;

namespace KnownInteractions;

/// <summary>The exact distribution of the latent values of a mixture, before features are made of them, and its decomposition.</summary>
internal static class LatentDistribution
{
    /// <summary>The true share of each interaction, in the order of the experts: the decomposition given the regime, which every modality shows.</summary>
    /// <remarks>
    /// For two modalities it is the exact decomposition in each regime, weighted by the regime's share. For more, no decomposition into these
    /// parts is agreed on; every regime tells the same about the label, and so the shares are those of the regimes.
    /// </remarks>
    public static IReadOnlyList<double> TrueShares(InteractionMixture mixture)
    {
        if (mixture.Modalities != 2)
        {
            return mixture.Shares;
        }

        double[] sums = new double[mixture.Shares.Count];
        foreach ((int regime, double share) in mixture.Shares.Index().Where(pair => pair.Item > 0))
        {
            InteractionMixture pure = InteractionMixture.Pure(2, regime) with { LabelNoise = mixture.LabelNoise, Positives = mixture.Positives };
            InformationParts parts = Broja.Decompose(OfTwo(pure));
            double[] each = [parts.UniqueFirst, parts.UniqueSecond, parts.Synergy, parts.Redundancy];
            sums = [.. sums.Zip(each, (sum, part) => sum + (share * part))];
        }

        return [.. sums.Select(sum => sum / sums.Sum())];
    }

    /// <summary>
    /// The shares of the decomposition that does not condition on the regime; none for more than two modalities. It depends on what each
    /// modality tells by itself only, so that a label which is sometimes unique to one modality and as often to the other counts as redundant
    /// and synergistic.
    /// </summary>
    public static IReadOnlyList<double> UnconditionalShares(InteractionMixture mixture) =>
        mixture.Modalities == 2 ? Broja.Decompose(OfTwo(mixture)).Shares : [];

    /// <summary>The joint distribution [label, latent of modality 1, latent of modality 2]; a latent value is a regime and a bit.</summary>
    public static double[,,] OfTwo(InteractionMixture mixture)
    {
        int values = mixture.Shares.Count * 2;
        double[,,] joint = new double[2, values, values];
        for (int regime = 0; regime < mixture.Shares.Count; regime++)
        {
            for (int draw = 0; draw < 8; draw++)
            {
                (int label, int first, int second) = (draw & 1, (draw >> 1) & 1, draw >> 2);
                int[] bits = mixture.Bits(regime, label, [first, second]);
                double probability = mixture.Shares[regime] * (label == 1 ? mixture.Positives : 1 - mixture.Positives) / 4;
                joint[label, (regime * 2) + bits[0], (regime * 2) + bits[1]] += probability * (1 - mixture.LabelNoise);
                joint[1 - label, (regime * 2) + bits[0], (regime * 2) + bits[1]] += probability * mixture.LabelNoise;
            }
        }

        return joint;
    }
}
