namespace I2MoE.Dsl.Interactions.Study;

/// <summary>The second modality is optional, and 30 % of the samples lack it, whatever it would show: what both tell is then told by the first alone.</summary>
internal static class MissingConstructions
{
    private const double Missing = 0.3;

    /// <summary>The constructions.</summary>
    public static IReadOnlyList<LatentConstruction> All { get; } =
    [
        Of("the same bit", random => random.Same(2), [Missing, 0, 0, 1 - Missing]),
        Of("unique 1", random => random.Bits((a, _) => a), [1, 0, 0, 0]),
        Of("unique 2", random => random.Bits((_, b) => b), [0, 1, 0, 0]),
        Of("XOR", random => random.Bits((a, b) => a ^ b), [0, 0, 1, 0]),
    ];

    private static LatentConstruction Of(string name, Func<LatentRandom, (double[] Latents, double Label)> draw, double[] truth) =>
        new($"30 % lack 2: {name}", draw) { Group = "missing", IsDiscrete = true, RandomLabels = 0.1, Missing = Missing, Stated = truth };
}
