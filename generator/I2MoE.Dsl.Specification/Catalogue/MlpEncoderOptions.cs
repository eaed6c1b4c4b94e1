namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the MLP encoder.</summary>
public static class MlpEncoderOptions
{
    /// <summary>The number of linear layers.</summary>
    public static Option<int> Layers { get; } =
        new("Layers", OptionType.Integer, "Number of linear layers; 2 is one hidden layer.", 2, minimum: 1, maximum: 64);

    /// <summary>The width of the hidden layers.</summary>
    public static Option<int> HiddenDim { get; } =
        new("HiddenDim", OptionType.Integer, "Width of the hidden layers.", 256, minimum: 1, maximum: 65_536);

    /// <summary>The dropout between the layers.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which a hidden unit is dropped in training.", 0.5);

    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("mlp", "MlpEncoder", "Linear layers with ReLU and dropout between them, from the features to the hidden size of the fusion.", EmbeddingKind.Vector, EncoderInput.Vector, Layers, HiddenDim, Dropout)
        {
            RuntimeClass = "MlpEncoder",
            Count = static (layers, encoder, input, width) => layers.Mlp(input[0], encoder.Get(HiddenDim), width, encoder.Get(Layers)),
            Sizes = ["features"],
            TakesEmbeddedLevels = true,
        };
}
