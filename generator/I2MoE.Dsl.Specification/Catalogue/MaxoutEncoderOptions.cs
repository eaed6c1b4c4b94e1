namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the maxout encoder.</summary>
public static class MaxoutEncoderOptions
{
    /// <summary>The number of maxout layers.</summary>
    public static Option<int> Layers { get; } =
        new("Layers", OptionType.Integer, "Number of maxout layers before the linear one.", 2, minimum: 1, maximum: 64);

    /// <summary>The width of the maxout layers.</summary>
    public static Option<int> HiddenDim { get; } =
        new("HiddenDim", OptionType.Integer, "Width of the maxout layers.", 256, minimum: 1, maximum: 65_536);

    /// <summary>The number of linear pieces.</summary>
    public static Option<int> Pieces { get; } =
        new("Pieces", OptionType.Integer, "Number of linear maps of which every unit takes the greatest.", 2, minimum: 2, maximum: 64);

    /// <summary>The dropout after each maxout layer.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which a hidden unit is dropped in training.", 0.3);

    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("maxout", "MaxoutEncoder", "Maxout layers with dropout on a vector of features, and a linear layer to the hidden size of the fusion.", EmbeddingKind.Vector, EncoderInput.Vector, Layers, HiddenDim, Pieces, Dropout)
        {
            RuntimeClass = "MaxoutEncoder",
            Count = CountLayers,
            Sizes = ["features"],
            TakesEmbeddedLevels = true,
        };

    private static void CountLayers(EncoderLayers layers, Component encoder, EquatableArray<int> input, int width)
    {
        double hidden = encoder.Get(HiddenDim);
        for (int layer = 0; layer < encoder.Get(Layers); layer++)
        {
            layers.Linear("maxout layer", layer == 0 ? input[0] : hidden, hidden * encoder.Get(Pieces), after: 3 * hidden);
        }

        layers.Linear("head", hidden, width);
    }
}
