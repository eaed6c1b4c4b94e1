namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the LSTM encoder.</summary>
public static class LstmEncoderOptions
{
    /// <summary>The number of layers.</summary>
    public static Option<int> Layers { get; } =
        new("Layers", OptionType.Integer, "Number of LSTM layers, each over the states of the one before.", 1, minimum: 1, maximum: 16);

    /// <summary>The dropout between the layers.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which a state is dropped in training between two layers.", 0);

    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("lstm", "LstmEncoder", "The last state of an LSTM over a sequence [T, F], of the hidden size of the fusion.", EmbeddingKind.Vector, EncoderInput.Sequence, Layers, Dropout)
        {
            RuntimeClass = "LstmEncoder",
            TakesLengths = true,
            Count = static (layers, encoder, input, width) => layers.Recurrent(EncoderLayers.LstmGates, encoder.Get(Layers), input[0], input[1], width),
            Sizes = ["", "features"],
        };
}
