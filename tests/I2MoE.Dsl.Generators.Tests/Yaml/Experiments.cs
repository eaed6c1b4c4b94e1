namespace I2MoE.Dsl.Generators.Tests.Yaml;

/// <summary>Experiment files that tests share; each is the twin of a class in <see cref="Sources"/>.</summary>
internal static class Experiments
{
    /// <summary>The twin of <see cref="Sources.BreastCancer"/>.</summary>
    public const string BreastCancer = """
        name: BreastCancerModel
        namespace: BreastCancer
        task: { kind: classification, classes: 2 }
        modalities:
          mean: { features: 10, encoder: patch }
          standard_error: { features: 10, encoder: patch }
          worst: { features: 10, encoder: { kind: linear } }
        fusion: { kind: transformer, layers: 1, heads: 4, hidden_dim: 64, patches: 4 }
        experts: { interaction_loss_weight: 0.1 }
        reweighting: { layers: 2, hidden_dim: 64, temperature: 2 }
        training: { epochs: 20, learning_rate: 1e-3 }

        """;

    /// <summary>The twin of <see cref="Sources.Concat"/>, but for documentation and modifiers that only properties in C# have.</summary>
    public const string Concat = """
        name: ReviewModel
        accessibility: internal
        task:
          kind: classification
          classes: 3
          class_weights: [0.5, 1, 2]
        modalities:
          text:
            shape: [300]
            encoder: { kind: mlp, layers: 2, hidden_dim: 64 }
          ratings: { features: 5, encoder: linear }
        fusion: { kind: concat, layers: 3, hidden_dim: 32, dropout: 0.1 }
        experts: { masking: zero, initialization: independent }

        """;

    /// <summary>A project with <paramref name="text"/> as its only experiment.</summary>
    public static Project Project(string text) => Tests.Project.Of().WithYaml("/app/model.i2moe.yaml", text);
}
