namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the VGG11 encoder.</summary>
public static class Vgg11EncoderOptions
{
    private const int KernelSize = 3;
    private const int Grid = 7;

    /// <summary>The width of the head.</summary>
    public static Option<int> HeadDim { get; } =
        new("HeadDim", OptionType.Integer, "Width of the linear head on the pooled features, before the layer to the hidden size of the fusion.", 16, minimum: 1, maximum: 65_536);

    /// <summary>The dropout after each ReLU.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which a value is dropped in training after each ReLU.", 0.2);

    /// <summary>The channels of the convolutions, in blocks that end with a pool of 2.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Blocks { get; } = [[64], [128], [256, 256], [512, 512], [512, 512]];

    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("vgg11", "Vgg11Encoder", "VGG11 with batch normalisation over an image [C, H, W], with a slim linear head and a linear layer to the hidden size of the fusion.", EmbeddingKind.Vector, EncoderInput.Image, HeadDim, Dropout)
        {
            RuntimeClass = "Vgg11Encoder",
            Count = CountLayers,
            Sizes = ["channels"],
            Follow = FollowSample,
        };

    private static EncoderTrace FollowSample(Component encoder, EquatableArray<int> input)
    {
        var steps = new List<EquatableArray<int>>();
        int[] sides = [.. input.Skip(1)];
        foreach (IReadOnlyList<int> block in Blocks)
        {
            sides = [.. sides.Select(size => ConvolutionSize.Pool(size, window: 2))];
            steps.Add(sides.Prepend(block[block.Count - 1]).ToEquatableArray());
        }

        return sides.All(size => size > 0)
            ? new EncoderTrace(steps.ToEquatableArray())
            : new EncoderTrace(Steps: default, $"its five pools halve every side, so that height and width must be {OptionText.Value(1 << Blocks.Count)} or more");
    }

    private static void CountLayers(EncoderLayers layers, Component encoder, EquatableArray<int> input, int width)
    {
        IReadOnlyList<int> sides = [.. input.Skip(1)];
        double channels = input[0];
        foreach (IReadOnlyList<int> block in Blocks)
        {
            for (int layer = 0; layer < block.Count; layer++)
            {
                sides = layers.Convolution(sides, channels, block[layer], KernelSize, layer == block.Count - 1 ? 2 : 1, batchNorm: true, drops: true);
                channels = block[layer];
            }
        }

        layers.Linear("head", channels * Grid * Grid, encoder.Get(HeadDim));
        layers.Linear("projection", encoder.Get(HeadDim), width);
    }
}
