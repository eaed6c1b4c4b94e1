namespace I2MoE.Dsl.Interactions.Study;

/// <summary>The same with every other fusion. A linear one cannot tell XOR.</summary>
internal static class FusionConstructions
{
    private const int Epochs = 20;
    private const string Linear = "linear";

    private static readonly (string Name, string Yaml)[] s_fusions =
    [
        ("concat", "{ kind: concat, layers: 2, hidden_dim: 32, dropout: 0.1 }"),
        (Linear, "{ kind: concat, layers: 1, hidden_dim: 32, dropout: 0 }"),
        ("low_rank", "{ kind: low_rank, hidden_dim: 32, rank: 4, fused_dim: 32 }"),
        ("interpretcc", "{ kind: interpretcc, hidden_dim: 32, dropout: 0.1 }"),
        ("early", "{ kind: early, layers: 1, heads: 3, embed_dim: 24, feed_forward_dim: 64, hidden_dim: 32, patches: 2 }"),
        ("late", "{ kind: late, layers: 1, heads: 2, embed_dim: 16, feed_forward_dim: 32, hidden_dim: 8, patches: 2 }"),
        ("switch", "{ kind: switch, layers: 1, heads: 4, hidden_dim: 32, patches: 2, dropout: 0.1, routed_experts: 4 }"),
        ("moepp", "{ kind: moepp, layers: 1, heads: 4, hidden_dim: 32, patches: 2, dropout: 0.1 }"),
    ];

    /// <summary>The constructions.</summary>
    public static IReadOnlyList<LatentConstruction> All { get; } =
    [
        .. from fusion in s_fusions
           from construction in (LatentConstruction[])
           [
               new("redundant, sd 0.5", random => random.Views(0.5, 0.5)),
               new("unique 1, bits", random => random.Bits((a, _) => a)) { IsDiscrete = true, RandomLabels = 0.1 },
               new("XOR of bits", random => random.Bits((a, b) => a ^ b)) { IsDiscrete = true, RandomLabels = 0.1 },
           ]
           where fusion.Name != Linear || construction.Name != "XOR of bits"
           select construction with { Name = $"{fusion.Name}: {construction.Name}", Group = "fusions", Fusion = fusion.Yaml, Samples = 1000, Epochs = Epochs },
    ];
}
