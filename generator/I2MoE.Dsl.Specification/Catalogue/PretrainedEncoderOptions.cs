namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the encoder of features computed elsewhere (it has none).</summary>
public static class PretrainedEncoderOptions
{
    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("pretrained", "PretrainedEncoder", "Features computed elsewhere, as they are where they have the hidden size of the fusion, otherwise mapped linearly to it.", EmbeddingKind.Vector, EncoderInput.Vector)
        {
            RuntimeClass = "PretrainedEncoder",
            Count = CountLayers,
            Sizes = ["features"],
        };

    private static void CountLayers(EncoderLayers layers, Component encoder, EquatableArray<int> input, int width)
    {
        if (input[0] != width)
        {
            layers.Linear("projection", input[0], width);
        }
    }
}
