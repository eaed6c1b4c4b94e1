using I2MoE.Dsl.Benchmarks.Models;
using I2MoE.Dsl.Benchmarks.Plain;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>A model to measure: its fusion, its sizes and the batch.</summary>
internal sealed record BenchmarkCase(string Name, string Fusion, FusionSizes Sizes)
{
    private static readonly FusionSizes s_adni = new(4, 256, 16, 2, 4, 3);
    private static readonly FusionSizes s_mimic = new(3, 128, 8, 2, 1, 2);
    private static readonly FusionSizes s_imdb = new(2, 256, 16, 2, 4, 23);
    private static readonly FusionSizes s_mosi = new(3, 128, 4, 1, 1, 2);
    private static readonly FusionSizes s_enrico = new(2, 256, 4, 1, 4, 20);

    /// <summary>Every case: Table 6 of the paper for transformer, appendix G for the sparse fusions, and a small model.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } =
    [
        new("mosi", "transformer", s_mosi) { ReweightingLayers = 1, InteractionLossWeight = 0.005 },
        new("enrico", "transformer", s_enrico) { ReweightingLayers = 3 },
        new("mimic", "transformer", s_mimic) { ReweightingHidden = 128, InteractionLossWeight = 0.01 },
        new("imdb", "transformer", s_imdb),
        new("adni", "transformer", s_adni) { Temperature = 1 },
        new("mosi", "switch", s_mosi with { Routed = 4, Heads = 4 }) { ReweightingLayers = 1 },
        new("enrico", "switch", s_enrico with { Hidden = 128, Routed = 4, Heads = 2 }) { Batch = 8 },
        new("mosi", "moepp", s_mosi with { Hidden = 64, Layers = 2, Heads = 4, Routed = 8 }),
        new("enrico", "moepp", s_enrico with { Hidden = 64, Layers = 2, Routed = 8 }),
        new("mosi", "interpretcc", s_mosi),
        new("enrico", "interpretcc", s_enrico) { Batch = 64 },
        new("small", "interpretcc", new(3, 64, 1, 1, 1, 3)) { ReweightingHidden = 64 },
    ];

    /// <summary>The number of samples of a step.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>The number of layers of the re-weighting network.</summary>
    public int ReweightingLayers { get; init; } = 2;

    /// <summary>The width of the re-weighting network.</summary>
    public int ReweightingHidden { get; init; } = 256;

    /// <summary>The temperature of the re-weighting softmax.</summary>
    public double Temperature { get; init; } = 2;

    /// <summary>The weight of the interaction loss.</summary>
    public double InteractionLossWeight { get; init; } = 0.5;

    /// <summary>The weight of the gate loss of the sparse fusions.</summary>
    public double GateLossWeight => Fusion switch
    {
        "switch" => new SwitchFusionOptions().GateLossWeight,
        "moepp" => new MoePlusPlusFusionOptions().GateLossWeight,
        _ => 0,
    };

    /// <summary>Whether an embedding is one vector, [B, D], rather than tokens, [B, P, D].</summary>
    public bool TakesVectors => Fusion == "interpretcc";

    /// <summary>The shape of an embedding of one sample.</summary>
    public long[] EmbeddingShape => TakesVectors ? [Sizes.Hidden] : [Sizes.Patches, Sizes.Hidden];

    /// <summary>What the engine knows of the model.</summary>
    public ModelDescription Description
    {
        get
        {
            Modality[] modalities = [.. Enumerable.Range(0, Sizes.Modalities).Select(index => new Modality($"M{index}", index, [.. EmbeddingShape.Select(length => (int)length)], "embedding"))];
            return new()
            {
                Name = $"{Fusion} {Name}",
                Modalities = modalities,
                Experts = [.. modalities.Select(Expert.UniquenessOf), Expert.Synergy, Expert.Redundancy],
                Task = TaskKind.Classification,
                Fusion = Fusion,
                Outputs = Sizes.Outputs,
            };
        }
    }

    /// <summary>The engine's fusion, of as many experts as the initializer has.</summary>
    public FusionBank CreateFusion(ExpertInitializer stacked)
    {
        int experts = stacked.Experts;
        FusionSizes s = Sizes;
        return Fusion switch
        {
            "transformer" => new TransformerFusion(experts, s.Modalities, s.Outputs, new() { Layers = s.Layers, Heads = s.Heads, HiddenDim = s.Hidden, Patches = s.Patches, Dropout = s.Dropout, Block = AttentionBlock.Reference }, stacked),
            "switch" => new SwitchFusion(experts, s.Modalities, s.Outputs, new() { Layers = s.Layers, Heads = s.Heads, HiddenDim = s.Hidden, Patches = s.Patches, Dropout = s.Dropout, RoutedExperts = s.Routed, Block = AttentionBlock.Reference }, stacked),
            "moepp" => new MoePlusPlusFusion(experts, s.Modalities, s.Outputs, new() { Layers = s.Layers, Heads = s.Heads, HiddenDim = s.Hidden, Patches = s.Patches, Dropout = s.Dropout, RoutedExperts = s.Routed, Block = AttentionBlock.Reference }, stacked),
            "interpretcc" => new InterpretCcFusion(experts, s.Modalities, s.Outputs, new() { HiddenDim = s.Hidden, Tau = 1, Hard = true, Threshold = 0.5, Dropout = s.Dropout }, stacked),
            _ => throw new ArgumentException($"There is no fusion '{Fusion}' to measure. Allowed: transformer, switch, moepp, interpretcc."),
        };
    }

    /// <summary>One backbone of the reference algorithm.</summary>
    public PlainFusion CreatePlainFusion() => Fusion switch
    {
        "transformer" => new PlainTransformer(Sizes, _ => new PlainDenseMlp(Sizes.Hidden, Sizes.Dropout)),
        "switch" => new PlainTransformer(Sizes, layer => layer == 0 ? new PlainSwitchMlp(Sizes) : new PlainDenseMlp(Sizes.Hidden, Sizes.Dropout)),
        "moepp" => new PlainTransformer(Sizes, layer => new PlainMoePlusPlusMlp(Sizes, hasGatingResidual: layer > 0)),
        "interpretcc" => new PlainInterpretCc(Sizes, tau: 1, threshold: 0.5),
        _ => throw new ArgumentException($"There is no fusion '{Fusion}' to measure. Allowed: transformer, switch, moepp, interpretcc."),
    };

    /// <summary>Embeddings [B, …] by modality, and labels [B], always the same.</summary>
    public (torch.Tensor[] Embeddings, torch.Tensor Labels) CreateBatch()
    {
        using var generator = new torch.Generator(11);
        torch.Tensor[] embeddings = [.. Enumerable.Range(0, Sizes.Modalities).Select(_ => torch.randn([Batch, .. EmbeddingShape], dtype: torch.float32, generator: generator))];
        return (embeddings, torch.randint(Sizes.Outputs, Batch, dtype: torch.int64, generator: generator));
    }

    /// <summary>The engine's model.</summary>
    public EngineModel CreateEngine() => new(this);

    /// <summary>The reference algorithm's model.</summary>
    public PlainModel CreatePlain() => new(this);
}
