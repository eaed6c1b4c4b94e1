namespace I2MoE.Dsl.Interactions.Study;

/// <summary>
/// Numbers. Of independent u and v the truth is the analysis of variance: what u alone explains, what v alone explains, and what is left of both together; of
/// two views of one number it is what each explains, which is shared, and what both explain beyond it.
/// </summary>
internal static class NumberConstructions
{
    // A view of a standard normal number with noise of deviation s explains 1 / (1 + s²) of its variance, two explain 2 / (2 + s²).
    private const double Shared = (2 + (0.3 * 0.3)) / (2 * (1 + (0.3 * 0.3)));

    /// <summary>The constructions.</summary>
    public static IReadOnlyList<LatentConstruction> All { get; } =
    [
        Of("number: u", random => random.Numbers((u, _) => u), [1, 0, 0, 0]),
        Of("number: 2 u + v", random => random.Numbers((u, v) => ((2 * u) + v) / Math.Sqrt(5)), [0.8, 0.2, 0, 0]),
        Of("number: u + v", random => random.Numbers((u, v) => (u + v) / Math.Sqrt(2)), [0.5, 0.5, 0, 0]),
        Of("number: u v", random => random.Numbers((u, v) => u * v), [0, 0, 1, 0]),
        Of("number: u + 1.5 u v", random => random.Numbers((u, v) => (u + (1.5 * u * v)) / Math.Sqrt(3.25)), [1 / 3.25, 0, 2.25 / 3.25, 0]),
        Of("number: two views, sd 0.3", random => random.Views(0.3, 0.3, u => u), [0, 0, 1 - Shared, Shared]),
    ];

    private static LatentConstruction Of(string name, Func<LatentRandom, (double[] Latents, double Label)> draw, double[] truth) =>
        new(name, draw) { Group = "numbers", Classes = 0, Noise = 0.3, Stated = truth };
}
