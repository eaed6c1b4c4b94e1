namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the two-dimensional convolutional encoder.</summary>
public static class Cnn2dEncoderOptions
{
    /// <summary>The channels of each block.</summary>
    public static Option<EquatableArray<int>> Channels { get; } = ConvolutionOptions.Channels(32, 64);

    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("cnn2d", "Cnn2dEncoder", "Convolutions over an image [C, H, W], flattened, and a linear layer to the hidden size of the fusion.", EmbeddingKind.Vector, EncoderInput.Image, Channels, ConvolutionOptions.KernelSize, ConvolutionOptions.Pool, ConvolutionOptions.BatchNorm, ConvolutionOptions.Dropout)
        {
            RuntimeClass = "Cnn2dEncoder",
            Count = static (layers, encoder, input, width) =>
                layers.Blocks([input[1], input[2]], input[0], encoder.Get(Channels), encoder.Get(ConvolutionOptions.KernelSize), encoder.Get(ConvolutionOptions.Pool), encoder.Get(ConvolutionOptions.BatchNorm), width),
            Sizes = ["channels", "height", "width"],
            Channels = Channels,
            BatchNorm = ConvolutionOptions.BatchNorm,
            Follow = (encoder, input) => ConvolutionOptions.Follow(encoder, Channels, [input[1], input[2]]),
        };
}
