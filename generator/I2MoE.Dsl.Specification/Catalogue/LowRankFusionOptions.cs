namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the low-rank fusion (LRMF, LRTF).</summary>
public static class LowRankFusionOptions
{
    /// <summary>The hidden size.</summary>
    public static Option<int> HiddenDim { get; } =
        new("HiddenDim", OptionType.Integer, "Size D of every modality's embedding.", 256, minimum: 1, maximum: 65_536);

    /// <summary>The rank.</summary>
    public static Option<int> Rank { get; } =
        new("Rank", OptionType.Integer, "Rank R of the decomposition of the fusion tensor.", 4, minimum: 1, maximum: 1024);

    /// <summary>The size of the fused embedding.</summary>
    public static Option<int> FusedDim { get; } =
        new("FusedDim", OptionType.Integer, "Size L of the fused embedding.", 256, minimum: 1, maximum: 65_536);

    /// <summary>The component.</summary>
    public static FusionDefinition Definition { get; } =
        new("low_rank", "LowRankFusion", "Low-rank multimodal fusion: the product over the modalities of low-rank factors, then a head of two linear layers.", EmbeddingKind.Vector, HiddenDim, Rank, FusedDim)
        {
            RuntimeClass = "LowRankFusion",
            Count = static sizes => sizes.AddLowRank(),
            HiddenDim = HiddenDim,
        };
}
