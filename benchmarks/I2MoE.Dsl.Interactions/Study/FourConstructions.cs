namespace I2MoE.Dsl.Interactions.Study;

/// <summary>Four modalities.</summary>
internal static class FourConstructions
{
    private const int UniqueFirst = 0;
    private const int SynergyOfFirstTwo = 4;
    private const int PairsOfRedundancy = 10;
    private const int ExpertsOfPairs = 16;

    /// <summary>The constructions.</summary>
    public static IReadOnlyList<LatentConstruction> All { get; } =
    [
        Of("unique 1", random => random.Four((a, _, _, _) => a), [1, 0, 0, 0, 0, 0], place => place == UniqueFirst ? 1 : 0),
        Of("the same bit", random => random.Same(4), [0, 0, 0, 0, 0, 1], place => place < PairsOfRedundancy ? 0 : 1.0 / (ExpertsOfPairs - PairsOfRedundancy)),
        Of("parity of two", random => random.Four((a, b, _, _) => a ^ b), [0, 0, 0, 0, 1, 0], place => place == SynergyOfFirstTwo ? 1 : 0),
        Of("parity", random => random.Four((a, b, c, d) => a ^ b ^ c ^ d), [0, 0, 0, 0, 1, 0], null),
    ];

    private static LatentConstruction Of(string name, Func<LatentRandom, (double[] Latents, double Label)> draw, double[] truth, Func<int, double>? pairs) => new($"4 modalities, {name}", draw)
    {
        Group = "four",
        Modalities = 4,
        IsDiscrete = true,
        RandomLabels = 0.1,
        Stated = truth,
        Pairs = pairs is null ? null : [.. Enumerable.Range(0, ExpertsOfPairs).Select(pairs)],
    };
}
