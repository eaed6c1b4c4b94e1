namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a fusion of the user's own.</summary>
public static class CustomFusionOptions
{
    /// <summary>The class of the fusion.</summary>
    public static Option<string> Type { get; } = new(
        "Type",
        OptionType.TypeName,
        "Class of the fusion, given with typeof(…).",
        "",
        requiredType: new TypeRequirement(
            "I2MoE.Dsl.Fusion.FusionBank",
            ("int", "experts"),
            ("int", "modalities"),
            ("int", "outputs"),
            ("int", "embeddingDim"),
            ("I2MoE.Dsl.Randomness.ExpertInitializer", "initializer")));

    /// <summary>What the fusion takes.</summary>
    public static Option<EmbeddingKind> Embedding { get; } =
        new("Embedding", OptionType.Choice, "Whether the fusion takes one vector a modality, [B, D], or patches, [B, P, D].", EmbeddingKind.Tokens);

    /// <summary>The hidden size.</summary>
    public static Option<int> HiddenDim { get; } =
        new("HiddenDim", OptionType.Integer, "Size D of the embeddings, which the constructor gets as embeddingDim.", 256, minimum: 1, maximum: 65_536);

    /// <summary>The number of patches of a modality.</summary>
    public static Option<int> Patches { get; } =
        new("Patches", OptionType.Integer, "Number of patches P of every modality where the fusion takes patches.", 4, minimum: 1, maximum: 65_536);

    /// <summary>The component.</summary>
    public static FusionDefinition Definition { get; } =
        new("custom", "CustomFusion", "A fusion of your own: a class that derives from FusionBank.", Embedding, Type, Embedding, HiddenDim, Patches)
        {
            HiddenDim = HiddenDim,
            Patches = Patches,
        };
}
