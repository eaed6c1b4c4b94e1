namespace KnownInteractions;

/// <summary>
/// Data whose interactions are known by construction. A sample is in one regime, which every modality shows: the binary label is told by one
/// modality alone, by every modality, or only by all of them together (the parity of their bits).
/// </summary>
/// <param name="Name">What to call it.</param>
/// <param name="Unique">The share of samples whose label only modality i tells, for each modality: 2 to 4 numbers.</param>
/// <param name="Synergy">The share of samples whose label is the parity of the modalities' bits.</param>
/// <param name="Redundancy">The share of samples whose label every modality tells.</param>
internal sealed record InteractionMixture(string Name, IReadOnlyList<double> Unique, double Synergy, double Redundancy)
{
    /// <summary>The probability that a label is flipped, 0 to 0.5.</summary>
    public double LabelNoise { get; init; }

    /// <summary>The standard deviation of the noise on each feature; the code of a latent value has features from N(0, 1).</summary>
    public double FeatureNoise { get; init; } = 0.5;

    /// <summary>The share of samples of class 1 before labels are flipped.</summary>
    public double Positives { get; init; } = 0.5;

    /// <summary>The number of modalities.</summary>
    public int Modalities => Unique.Count;

    /// <summary>The shares of the regimes in the order of the experts: unique 1 to n, synergy, redundancy.</summary>
    public IReadOnlyList<double> Shares => [.. Unique, Synergy, Redundancy];

    /// <summary>The index of the synergy regime.</summary>
    public int SynergyRegime => Modalities;

    /// <summary>The index of the redundancy regime.</summary>
    public int RedundancyRegime => Modalities + 1;

    /// <summary>The mixture in which every sample is in one regime.</summary>
    /// <param name="modalities">The number of modalities.</param>
    /// <param name="regime">The regime in the order of <see cref="Shares"/>.</param>
    public static InteractionMixture Pure(int modalities, int regime)
    {
        string name = regime < modalities ? $"unique {regime + 1}" : regime == modalities ? "synergy" : "redundancy";
        double[] shares = new double[modalities + 2];
        shares[regime] = 1;
        return new InteractionMixture($"only {name}", shares[..modalities], shares[modalities], shares[modalities + 1]);
    }

    /// <summary>
    /// The bits of the modalities for a label, given the bits that were drawn for them.
    /// </summary>
    /// <param name="regime">The regime.</param>
    /// <param name="label">The label before it is flipped.</param>
    /// <param name="drawn">A fair bit for each modality.</param>
    public int[] Bits(int regime, int label, IReadOnlyList<int> drawn)
    {
        int[] bits = [.. drawn];
        if (regime < Modalities)
        {
            bits[regime] = label;
        }
        else if (regime == SynergyRegime)
        {
            bits[^1] = label ^ (bits[..^1].Sum() % 2);
        }
        else
        {
            Array.Fill(bits, label);
        }

        return bits;
    }
}
