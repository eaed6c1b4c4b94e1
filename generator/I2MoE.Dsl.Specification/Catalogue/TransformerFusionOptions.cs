namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the transformer fusion ("MulT" in the paper's tables).</summary>
public static class TransformerFusionOptions
{
    /// <summary>The number of attention blocks.</summary>
    public static Option<int> Layers { get; } =
        new("Layers", OptionType.Integer, "Number of attention blocks.", 2, minimum: 1, maximum: 64);

    /// <summary>The number of attention heads.</summary>
    public static Option<int> Heads { get; } =
        new("Heads", OptionType.Integer, "Number of attention heads; divides HiddenDim.", 4, minimum: 1, maximum: 1024);

    /// <summary>The hidden size.</summary>
    public static Option<int> HiddenDim { get; } =
        new("HiddenDim", OptionType.Integer, "Hidden size D of every token.", 256, minimum: 1, maximum: 65_536);

    /// <summary>The number of patches of a modality.</summary>
    public static Option<int> Patches { get; } =
        new("Patches", OptionType.Integer, "Number of patches P (tokens) of every modality.", 4, minimum: 1, maximum: 65_536);

    /// <summary>The dropout.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which attention weights and hidden units are dropped in training.", 0.5);

    /// <summary>The wiring of a block.</summary>
    public static Option<AttentionBlock> Block { get; } =
        new("Block", OptionType.Choice, "How a block is wired: the standard pre-norm residual block, or the block of the reference code.", AttentionBlock.Residual);

    /// <summary>The component.</summary>
    public static FusionDefinition Definition { get; } =
        new("transformer", "TransformerFusion", "Attention over the tokens of all modalities, then the mean of each modality's tokens, concatenated, to a linear head (MulT in the paper's tables).", EmbeddingKind.Tokens, Layers, Heads, HiddenDim, Patches, Dropout, Block)
        {
            RuntimeClass = "TransformerFusion",
            Count = static sizes => sizes.AddBlocks(_ => sizes.AddDenseMlp()),
            HiddenDim = HiddenDim,
            Patches = Patches,
            Attention = (Heads, HiddenDim),
        };
}
