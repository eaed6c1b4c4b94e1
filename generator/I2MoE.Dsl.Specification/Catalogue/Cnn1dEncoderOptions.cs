namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the one-dimensional convolutional encoder.</summary>
public static class Cnn1dEncoderOptions
{
    /// <summary>The channels of each block.</summary>
    public static Option<EquatableArray<int>> Channels { get; } =
        new("Channels", OptionType.IntegerList, "Channels after each block of convolution, ReLU and max pool; one block for each number.", new EquatableArray<int>([64, 64]), minimum: 1, maximum: 4096);

    /// <summary>The kernel of each convolution.</summary>
    public static Option<int> KernelSize { get; } =
        new("KernelSize", OptionType.Integer, "Side of the kernel of each convolution; the padding keeps the size for an odd one.", 3, minimum: 1, maximum: 31);

    /// <summary>The window of each pool.</summary>
    public static Option<int> Pool { get; } =
        new("Pool", OptionType.Integer, "Side of the window of each max pool; 1 means no pool.", 2, minimum: 1, maximum: 16);

    /// <summary>Whether each convolution is normalised.</summary>
    public static Option<bool> BatchNorm { get; } =
        new("BatchNorm", OptionType.Flag, "Whether a batch normalisation stands between each convolution and its ReLU.", true);

    /// <summary>The dropout before the last layer.</summary>
    public static Option<double> Dropout { get; } =
        new("Dropout", OptionType.Number, "Probability with which a value is dropped in training before the last linear layer.", 0, minimum: 0, maximum: 0.99);

    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("cnn1d", "Cnn1dEncoder", "Convolutions over the time of a sequence [T, F], flattened, and a linear layer to the hidden size of the fusion.", EmbeddingKind.Vector, EncoderInput.Sequence, Channels, KernelSize, Pool, BatchNorm, Dropout)
        {
            RuntimeClass = "Cnn1dEncoder",
            Sizes = ["length", "features"],
            Follow = FollowSample,
        };

    private static EncoderTrace FollowSample(Component encoder, EquatableArray<int> input) =>
        encoder.ValidList(Channels) is { } channels && encoder.ValidInteger(KernelSize) is int kernelSize && encoder.ValidInteger(Pool) is int pool
            ? ConvolutionSize.Follow([input[0]], channels, kernelSize, pool, channelsLast: true)
            : new EncoderTrace(Steps: default);
}
