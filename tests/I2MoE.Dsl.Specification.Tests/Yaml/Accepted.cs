namespace I2MoE.Dsl.Specification.Tests.Yaml;

/// <summary>Experiments in which nothing is wrong.</summary>
internal static class Accepted
{
    /// <summary>An experiment with every section.</summary>
    public const string Emoji = """
        name: EmojiModel
        namespace: Emoji
        task: { kind: classification, classes: 9 }
        modalities:
          image: { shape: [3, 16, 16], encoder: { kind: cnn2d } }
          keywords: { features: 506, encoder: linear }
        fusion: { kind: transformer, layers: 2, heads: 4, hidden_dim: 64, patches: 4 }
        experts: { interaction_loss_weight: 0.5 }
        reweighting: { layers: 2, hidden_dim: 64, temperature: 2 }
        training: { epochs: 30 }
        """;

    /// <summary>The same task in other words: blocks, anchors, lists, choices, comments, and a section that is read later.</summary>
    public const string Blocks = """
        # yaml-language-server: $schema=https://example.org/i2moe.schema.json
        name: Blocks
        accessibility: internal
        task:
          kind: classification
          classes: 3
          class_weights: [0.5, 1, 2e0]
        modalities:
          heart_rate:
            shape:
              - 12
            encoder: &mlp
              kind: mlp
              layers: 2
          Blood: { features: 4, encoder: *mlp }
        fusion: concat
        experts:
          masking: zero
          uniqueness_of: [heart_rate, Blood]
          synergy: false
        data:
          anything: [goes, { here: 1 }]
        """;

    /// <summary>A regression with every default.</summary>
    public const string Short = "name: Short\ntask: regression\nmodalities: { a: { features: 1, encoder: linear }, b: { features: 2, encoder: linear } }\nfusion: concat\n";

    public static TheoryData<string> All => [Emoji, Blocks, Short];
}
