namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the late fusion.</summary>
public static class LateFusionOptions
{
    /// <summary>The number of encoder layers.</summary>
    public static Option<int> Layers { get; } =
        new("Layers", OptionType.Integer, "Number of transformer encoder layers.", 2, minimum: 1, maximum: 64);

    /// <summary>The number of attention heads.</summary>
    public static Option<int> Heads { get; } =
        new("Heads", OptionType.Integer, "Number of attention heads; divides EmbedDim.", 2, minimum: 1, maximum: 1024);

    /// <summary>The width of the transformer.</summary>
    public static Option<int> EmbedDim { get; } =
        new("EmbedDim", OptionType.Integer, "Width of the transformer that each number of the flattened embeddings is mapped to.", 24, minimum: 1, maximum: 65_536);

    /// <summary>The width of the MLP of a layer.</summary>
    public static Option<int> FeedForwardDim { get; } =
        new("FeedForwardDim", OptionType.Integer, "Width of the hidden layer of the MLP in every encoder layer.", 2048, minimum: 1, maximum: 65_536);

    /// <summary>The hidden size.</summary>
    public static Option<int> HiddenDim { get; } =
        new("HiddenDim", OptionType.Integer, "Size D of every token of a modality's embedding; the transformer reads n * P * D tokens.", 16, minimum: 1, maximum: 65_536);

    /// <summary>The number of patches of a modality.</summary>
    public static Option<int> Patches { get; } =
        new("Patches", OptionType.Integer, "Number of patches P of every modality.", 4, minimum: 1, maximum: 65_536);

    /// <summary>The dropout.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which attention weights and hidden units are dropped in training.", 0.1);

    /// <summary>The component.</summary>
    public static FusionDefinition Definition { get; } =
        new("late", "LateFusion", "A transformer over the numbers of the flattened embeddings, one token a number; the last token goes to a linear head (MultiBench).", EmbeddingKind.Tokens, Layers, Heads, EmbedDim, FeedForwardDim, HiddenDim, Patches, Dropout)
        {
            RuntimeClass = "LateFusion",
            Count = static sizes => sizes.AddLastToken(
                1, sizes.Modalities * sizes.Patches * sizes.Width, sizes.Fusion.Get(EmbedDim), sizes.Fusion.Get(Heads), sizes.Fusion.Get(FeedForwardDim), sizes.Fusion.Get(Layers)),
            HiddenDim = HiddenDim,
            Patches = Patches,
            Attention = (Heads, EmbedDim),
        };
}
