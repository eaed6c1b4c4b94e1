namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the GRU encoder.</summary>
public static class GruEncoderOptions
{
    /// <summary>The number of layers.</summary>
    public static Option<int> Layers { get; } =
        new("Layers", OptionType.Integer, "Number of GRU layers, each over the states of the one before.", 1, minimum: 1, maximum: 16);

    /// <summary>The dropout between the layers.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which a state is dropped in training between two layers.", 0);

    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("gru", "GruEncoder", "The last state of a GRU over a sequence [T, F], of the hidden size of the fusion.", EmbeddingKind.Vector, EncoderInput.Sequence, Layers, Dropout)
        {
            RuntimeClass = "GruEncoder",
            TakesLengths = true,
            Count = static (layers, encoder, input, width) => layers.Recurrent(EncoderLayers.GruGates, encoder.Get(Layers), input[0], input[1], width),
            Sizes = ["", "features"],
        };
}
