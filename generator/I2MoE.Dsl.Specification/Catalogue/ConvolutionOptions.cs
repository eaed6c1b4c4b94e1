namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options that encoders of blocks of convolution, ReLU and max pool share.</summary>
public static class ConvolutionOptions
{
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
        new DropoutOption("Probability with which a value is dropped in training before the last linear layer.", 0);

    /// <summary>The channels of each block.</summary>
    /// <param name="channels">The default.</param>
    internal static Option<EquatableArray<int>> Channels(params int[] channels) =>
        new("Channels", OptionType.IntegerList, "Channels after each block of convolution, ReLU and max pool; one block for each number.", new EquatableArray<int>(channels), minimum: 1, maximum: 4096);

    /// <summary>Follows a sample through the blocks.</summary>
    /// <param name="encoder">A component with these options.</param>
    /// <param name="blocks">Its channels.</param>
    /// <param name="sides">The sizes that the convolutions go over.</param>
    /// <param name="channelsLast">Whether the channels are the last dimension of a sample.</param>
    internal static EncoderTrace Follow(Component encoder, Option<EquatableArray<int>> blocks, int[] sides, bool channelsLast = false) =>
        encoder.ValidList(blocks) is { } channels && encoder.ValidInteger(KernelSize) is int kernelSize && encoder.ValidInteger(Pool) is int pool
            ? ConvolutionSize.Follow(sides, channels, kernelSize, pool, channelsLast)
            : new EncoderTrace(Steps: default);
}
