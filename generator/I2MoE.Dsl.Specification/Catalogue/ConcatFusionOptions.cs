namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the concat fusion.</summary>
public static class ConcatFusionOptions
{
    /// <summary>The number of linear layers.</summary>
    public static Option<int> Layers { get; } =
        new("Layers", OptionType.Integer, "Number of linear layers, the head included.", 2, minimum: 1, maximum: 64);

    /// <summary>The hidden size.</summary>
    public static Option<int> HiddenDim { get; } =
        new("HiddenDim", OptionType.Integer, "Size D of every modality's embedding and width of the hidden layers.", 256, minimum: 1, maximum: 65_536);

    /// <summary>The dropout.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which a hidden unit is dropped in training.", 0.5);

    /// <summary>The component.</summary>
    public static FusionDefinition Definition { get; } =
        new("concat", "ConcatFusion", "An MLP on the concatenated embeddings.", EmbeddingKind.Vector, Layers, HiddenDim, Dropout)
        {
            RuntimeClass = "ConcatFusion",
            Count = static sizes => sizes.AddConcat(),
            HiddenDim = HiddenDim,
        };
}
