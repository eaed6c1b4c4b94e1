namespace I2MoE.Dsl.Interactions.Study;

/// <summary>Tables that a transformer with patches of their features is trained on; the rule of <c>Measured</c> was chosen on six of them.</summary>
internal static class TableConstructions
{
    /// <summary>The constructions.</summary>
    public static IReadOnlyList<LatentConstruction> All { get; } =
    [
        new("unique 1, bits", random => random.Bits((a, _) => a)) { IsDiscrete = true, RandomLabels = 0.1 },
        new("unique 2, continuous, 15 % flipped", random => random.Numbers((_, v) => v > 0 ? 1 : 0)) { RandomLabels = 0.3 },
        new("XOR of bits", random => random.Bits((a, b) => a ^ b)) { IsDiscrete = true, RandomLabels = 0.1 },
        new("synergy, continuous: [u v > 0]", random => random.Numbers((u, v) => u * v > 0 ? 1 : 0)),
        new("redundant, sd 0.3", random => random.Views(0.3, 0.3)),
        new("redundant, sd 1", random => random.Views(1, 1)),
        new("redundant, sd 2", random => random.Views(2, 2)),
        new("unequal noise, sd 0.3 and 1.5", random => random.Views(0.3, 1.5)),
        new("[u + v > 0]", random => random.Numbers((u, v) => u + v > 0 ? 1 : 0)),
        new("AND of bits", random => random.Bits((a, b) => a & b)) { IsDiscrete = true },
        new("gate", random => random.Gate()) { IsDiscrete = true },
        new("regimes .25 .25 .25 .25", random => random.Regime([0.25, 0.25, 0.25, 0.25])) { IsDiscrete = true, Stated = [0.25, 0.25, 0.25, 0.25] },
        new("regimes .1 .1 .6 .2", random => random.Regime([0.1, 0.1, 0.6, 0.2])) { IsDiscrete = true, Stated = [0.1, 0.1, 0.6, 0.2] },
        new("regimes .5 .1 .2 .2", random => random.Regime([0.5, 0.1, 0.2, 0.2])) { IsDiscrete = true, Stated = [0.5, 0.1, 0.2, 0.2] },
        new("3 classes, redundant, sd 0.5", random => random.Views(0.5, 0.5, u => u < -0.43 ? 0 : u < 0.43 ? 1 : 2)) { Classes = 3 },
        new("5 classes, unique 1", random => random.Numbers((u, _) => u < -0.84 ? 0 : u < -0.25 ? 1 : u < 0.25 ? 2 : u < 0.84 ? 3 : 4)) { Classes = 5 },
        new("9:1, redundant, sd 0.5", random => random.Views(0.5, 0.5, u => u > 1.28 ? 1 : 0)),
        new("XOR of bits, 30 % flipped", random => random.Bits((a, b) => a ^ b)) { IsDiscrete = true, RandomLabels = 0.6 },
        new("redundant, sd 0.5, 150 samples", random => random.Views(0.5, 0.5)) { Samples = 150 },
        new("unique 2, 200 features of noise", random => random.Numbers((_, v) => v > 0 ? 1 : 0)) { Nuisance = 200 },
        new("unique 1, an irrelevant factor in both", random => random.Numbers((u, _) => u > 0 ? 1 : 0)) { Irrelevant = 2 },
        new("3 modalities, unique 1", random => random.Three((a, _, _) => a)) { Modalities = 3, IsDiscrete = true, RandomLabels = 0.1, Stated = [1, 0, 0, 0, 0], Pairs = [1, 0, 0, 0, 0, 0, 0, 0, 0] },
        new("3 modalities, parity", random => random.Three((a, b, c) => a ^ b ^ c)) { Modalities = 3, IsDiscrete = true, RandomLabels = 0.1, Stated = [0, 0, 0, 1, 0], Pairs = [] },
        new("3 modalities, the same bit", random => random.Same(3)) { Modalities = 3, IsDiscrete = true, RandomLabels = 0.1, Stated = [0, 0, 0, 0, 1], Pairs = [0, 0, 0, 0, 0, 0, 1 / 3.0, 1 / 3.0, 1 / 3.0] },
        new("3 modalities, parity of two", random => random.Three((a, b, _) => a ^ b)) { Modalities = 3, IsDiscrete = true, RandomLabels = 0.1, Stated = [0, 0, 0, 1, 0], Pairs = [0, 0, 0, 1, 0, 0, 0, 0, 0] },
        new("3 modalities, two alike", random => random.TwoAlike()) { Modalities = 3, IsDiscrete = true, RandomLabels = 0.1, Pairs = [0, 0, 0, 0, 0, 0, 0, 1, 0] },
        new("3 modalities, a secret that any two tell", random => random.Secret()) { Modalities = 3, IsDiscrete = true, RandomLabels = 0.1, Pairs = [0, 0, 0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 0, 0, 0] },
        new("labels at random", random => random.Views(0.3, 0.3)) { RandomLabels = 1, Stated = [] },
    ];
}
