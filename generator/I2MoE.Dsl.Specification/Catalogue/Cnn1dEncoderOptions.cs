namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the one-dimensional convolutional encoder.</summary>
public static class Cnn1dEncoderOptions
{
    /// <summary>The channels of each block.</summary>
    public static Option<EquatableArray<int>> Channels { get; } = ConvolutionOptions.Channels(64, 64);

    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("cnn1d", "Cnn1dEncoder", "Convolutions over the time of a sequence [T, F], flattened, and a linear layer to the hidden size of the fusion.", EmbeddingKind.Vector, EncoderInput.Sequence, Channels, ConvolutionOptions.KernelSize, ConvolutionOptions.Pool, ConvolutionOptions.BatchNorm, ConvolutionOptions.Dropout)
        {
            RuntimeClass = "Cnn1dEncoder",
            TakesLengths = true,
            Count = static (layers, encoder, input, width) =>
                layers.Blocks([input[0]], input[1], encoder.Get(Channels), encoder.Get(ConvolutionOptions.KernelSize), encoder.Get(ConvolutionOptions.Pool), encoder.Get(ConvolutionOptions.BatchNorm), width),
            Sizes = ["length", "features"],
            Channels = Channels,
            BatchNorm = ConvolutionOptions.BatchNorm,
            Follow = (encoder, input) => ConvolutionOptions.Follow(encoder, Channels, [input[0]], channelsLast: true),
        };
}
