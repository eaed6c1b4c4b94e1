namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of an encoder of the user's own.</summary>
public static class CustomEncoderOptions
{
    /// <summary>The class of the encoder.</summary>
    public static Option<string> Type { get; } = new(
        "Type",
        OptionType.TypeName,
        "Class of the encoder, given with typeof(…).",
        "",
        requiredType: new TypeRequirement(
            "I2MoE.Dsl.Encoders.Encoder",
            ("I2MoE.Dsl.Modality", "modality"),
            ("int", "embeddingDim"),
            ("I2MoE.Dsl.Randomness.ParameterInitializer", "initializer")));

    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("custom", "CustomEncoder", "An encoder of your own, from samples of any shape to vectors of the hidden size of the fusion.", EmbeddingKind.Vector, EncoderInput.Any, Type);
}
