namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the early fusion.</summary>
public static class EarlyFusionOptions
{
    /// <summary>The number of encoder layers.</summary>
    public static Option<int> Layers { get; } =
        new("Layers", OptionType.Integer, "Number of transformer encoder layers.", 3, minimum: 1, maximum: 64);

    /// <summary>The number of attention heads.</summary>
    public static Option<int> Heads { get; } =
        new("Heads", OptionType.Integer, "Number of attention heads; divides EmbedDim.", 3, minimum: 1, maximum: 1024);

    /// <summary>The width of the transformer.</summary>
    public static Option<int> EmbedDim { get; } =
        new("EmbedDim", OptionType.Integer, "Width of the small transformer that each concatenated token is mapped to.", 9, minimum: 1, maximum: 65_536);

    /// <summary>The width of the MLP of a layer.</summary>
    public static Option<int> FeedForwardDim { get; } =
        new("FeedForwardDim", OptionType.Integer, "Width of the hidden layer of the MLP in every encoder layer.", 2048, minimum: 1, maximum: 65_536);

    /// <summary>The hidden size.</summary>
    public static Option<int> HiddenDim { get; } =
        new("HiddenDim", OptionType.Integer, "Size D of every token of a modality's embedding.", 256, minimum: 1, maximum: 65_536);

    /// <summary>The number of patches of a modality.</summary>
    public static Option<int> Patches { get; } =
        new("Patches", OptionType.Integer, "Number of patches P (tokens) of every modality; patch p of all modalities is one token of the transformer.", 4, minimum: 1, maximum: 65_536);

    /// <summary>The dropout.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which attention weights and hidden units are dropped in training.", 0.1);

    /// <summary>The component.</summary>
    public static FusionDefinition Definition { get; } =
        new("early", "EarlyFusion", "A small transformer over the tokens of all modalities, concatenated feature by feature; the last token goes to a linear head (MultiBench).", EmbeddingKind.Tokens, Layers, Heads, EmbedDim, FeedForwardDim, HiddenDim, Patches, Dropout)
        {
            RuntimeClass = "EarlyFusion",
            Count = static sizes => sizes.AddLastToken(
                sizes.Modalities * sizes.Width, sizes.Patches, sizes.Fusion.Get(EmbedDim), sizes.Fusion.Get(Heads), sizes.Fusion.Get(FeedForwardDim), sizes.Fusion.Get(Layers)),
            HiddenDim = HiddenDim,
            Patches = Patches,
            Attention = (Heads, EmbedDim),
        };
}
