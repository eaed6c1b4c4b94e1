namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the linear encoder (it has none).</summary>
public static class LinearEncoderOptions
{
    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("linear", "LinearEncoder", "One linear layer from the features to the hidden size of the fusion.", EmbeddingKind.Vector, EncoderInput.Vector)
        {
            RuntimeClass = "LinearEncoder",
            Count = static (layers, _, input, width) => layers.Linear("linear map", input[0], width),
            Sizes = ["features"],
            TakesEmbeddedLevels = true,
        };
}
