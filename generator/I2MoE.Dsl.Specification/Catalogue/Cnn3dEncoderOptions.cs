namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the three-dimensional convolutional encoder.</summary>
public static class Cnn3dEncoderOptions
{
    /// <summary>Whether each convolution is normalised.</summary>
    public static Option<bool> BatchNorm { get; } =
        new("BatchNorm", OptionType.Flag, "Whether a batch normalisation stands between each convolution and its ReLU.", true);

    /// <summary>The channels after each of the first five convolutions; the sixth has the hidden size of the fusion.</summary>
    public static EquatableArray<int> Channels { get; } = new([32, 32, 64, 64, 128]);

    /// <summary>The windows of the pools, each after two convolutions.</summary>
    public static EquatableArray<int> Pools { get; } = new([2, 3, 4]);

    /// <summary>The kernel of every convolution.</summary>
    public const int KernelSize = 3;

    /// <summary>The component.</summary>
    public static EncoderDefinition Definition { get; } =
        new("cnn3d", "Cnn3dEncoder", "The network of the paper for brain volumes [C, Z, H, W]: six convolutions (32, 32, 64, 64, 128 channels and the hidden size of the fusion) with pools of 2, 3 and 4, and the mean over what is left.", EmbeddingKind.Vector, EncoderInput.Volume, BatchNorm)
        {
            RuntimeClass = "Cnn3dEncoder",
            Count = CountLayers,
            Sizes = ["channels"],
            BatchNorm = BatchNorm,
            Follow = FollowSample,
        };

    private static EncoderTrace FollowSample(Component encoder, EquatableArray<int> input)
    {
        var steps = new List<EquatableArray<int>>();
        int[] sides = [.. input.Skip(1)];
        for (int pool = 0; pool < Pools.Count; pool++)
        {
            sides = [.. sides.Select(size => ConvolutionSize.Pool(size, Pools[pool]))];
            if (pool < Pools.Count - 1)
            {
                steps.Add(sides.Prepend(Channels[(2 * pool) + 1]).ToEquatableArray());
            }
        }

        int least = Pools.Aggregate(1, (product, window) => product * window);
        return sides.All(size => size > 0)
            ? new EncoderTrace(steps.ToEquatableArray())
            : new EncoderTrace(Steps: default, $"its three pools divide every side by {OptionText.Value(least)}, so that every side must be {OptionText.Value(least)} or more");
    }

    private static void CountLayers(EncoderLayers layers, Component encoder, EquatableArray<int> input, int width)
    {
        IReadOnlyList<int> sides = [.. input.Skip(1)];
        double channels = input[0];
        int[] outputs = [.. Channels, width];
        for (int layer = 0; layer < outputs.Length; layer++)
        {
            int pool = layer % 2 == 1 ? Pools[layer / 2] : 1;
            sides = layers.Convolution(sides, channels, outputs[layer], KernelSize, pool, encoder.ValidFlag(BatchNorm));
            channels = outputs[layer];
        }
    }
}
