namespace I2MoE.Dsl.Interactions.Study;

/// <summary>Samples with several labels, each of which something else tells.</summary>
internal static class LabelConstructions
{
    private static readonly double[] s_unique1 = [1, 0, 0, 0];
    private static readonly double[] s_unique2 = [0, 1, 0, 0];
    private static readonly double[] s_synergy = [0, 0, 1, 0];
    private static readonly double[] s_redundancy = [0, 0, 0, 1];

    // Bertschinger et al. (2014): AND of two fair bits is told by half a bit only together, and 0.311 bits by each.
    private static readonly double[] s_and = [0, 0, 0.616, 0.384];

    // The first modality tells nothing of it alone; the bit of the second tells as much as of AND.
    private static readonly double[] s_xorAndBit = [0, 0.384, 0.616, 0];
    private const double AndBits = 0.811;

    /// <summary>The constructions.</summary>
    public static IReadOnlyList<LatentConstruction> All { get; } =
    [
        Of("4 labels", random => random.Several((a, b, x, y, same) => [a, b, x ^ y, same]), new("unique 1", 1, s_unique1), new("unique 2", 1, s_unique2), new("XOR", 1, s_synergy), new("the same bit", 1, s_redundancy)),
        Of("3 labels", random => random.Several((a, _, x, y, _) => [a, x & y, random.Below(2)]), new("unique 1", 1, s_unique1), new("AND", AndBits, s_and), new("at random", 0, [])),
        Of("3 labels, XOR twice", random => random.Several((_, b, x, y, same) => [x ^ y, same, (x ^ y) & b]), new("XOR", 1, s_synergy), new("the same bit", 1, s_redundancy), new("XOR and a bit of 2", AndBits, s_xorAndBit)),
    ];

    private static LatentConstruction Of(string name, Func<LatentRandom, (double[] Latents, double Label)> draw, params LabelTruth[] labels)
    {
        double all = labels.Sum(label => label.Bits);
        return new($"{name}: {string.Join(", ", labels.Select(label => label.Name))}", draw)
        {
            Group = "labels",
            Labels = labels,
            IsDiscrete = true,
            Stated = [.. Enumerable.Range(0, s_and.Length).Select(place => labels.Where(label => label.Shares.Length > 0).Sum(label => label.Bits * label.Shares[place]) / all)],
        };
    }
}
