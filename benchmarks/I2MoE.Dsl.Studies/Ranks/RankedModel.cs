using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Studies.Ranks;

/// <summary>A model of the paper, by the sizes of its fusion; its encoders read embeddings, so that what is measured is the model and not a volume or a genome.</summary>
/// <param name="Name">The data that it is for.</param>
/// <param name="Modalities">The number of modalities.</param>
/// <param name="Patches">The tokens of a modality.</param>
/// <param name="Classes">The number of classes.</param>
internal sealed record RankedModel(string Name, int Modalities, int Patches, int Classes)
{
    /// <summary>The hidden size.</summary>
    public const int Hidden = 256;

    /// <summary>The samples of a step of one process, and of each rank.</summary>
    public const int BatchSize = 32;

    /// <summary>Table 6 of the paper.</summary>
    public static IReadOnlyList<RankedModel> All { get; } = [new("adni", 4, 16, 3), new("imdb", 2, 4, 23)];

    /// <summary>The experts: uniqueness of each modality, synergy and redundancy.</summary>
    public int Experts => Modalities + 2;

    /// <summary>The random numbers that stand in for masked modalities in a step of one process.</summary>
    public long[] NoiseShape => [Experts, BatchSize, Patches, Hidden];

    /// <summary>Its declaration.</summary>
    /// <param name="batchSize">The samples of a step of all ranks.</param>
    public ModelSpecification Specification(int batchSize) => StudySpecification.Of($$"""
        name: Ranked
        task: { kind: classification, classes: {{Classes}} }
        modalities:
        {{string.Join("\n", Enumerable.Range(0, Modalities).Select(place => $"  M{place}: {{ features: {Hidden}, encoder: linear }}"))}}
        fusion: { kind: transformer, layers: 2, heads: 4, hidden_dim: {{Hidden}}, patches: {{Patches}} }
        experts: { interaction_loss_weight: 0.5 }
        reweighting: { layers: 2, hidden_dim: 256 }
        training: { epochs: 1000000, batch_size: {{batchSize}}, learning_rate: 0.0001 }

        """);
}
