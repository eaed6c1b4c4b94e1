using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>
/// The arithmetic of convolutions and pools, in one place: the rules, the generated documentation and the runtime all use it.
/// A convolution moves by 1 over zero padding of (kernel - 1) / 2 on each side; a pool moves by its own size over whole windows only.
/// </summary>
public static class ConvolutionSize
{
    /// <summary>The greatest number of values that a linear layer takes from the last block.</summary>
    private static readonly double s_greatestFlattened = ModalityOptions.Features.Maximum;

    /// <summary>The zero padding on each side of a convolution.</summary>
    public static int Padding(int kernelSize) => (kernelSize - 1) / 2;

    /// <summary>The size after a convolution: the same for an odd kernel, one less for an even one.</summary>
    public static int Convolve(int size, int kernelSize) => size + (2 * Padding(kernelSize)) - kernelSize + 1;

    /// <summary>The size after a pool.</summary>
    public static int Pool(int size, int window) => size / window;

    /// <summary>The sides after blocks of a convolution and a pool each.</summary>
    public static IReadOnlyList<int> AfterBlocks(IEnumerable<int> sides, int blocks, int kernelSize, int pool)
    {
        int[] sizes = [.. sides];
        for (int block = 0; block < blocks; block++)
        {
            sizes = [.. sizes.Select(size => Pool(Convolve(size, kernelSize), pool))];
        }

        return sizes;
    }

    /// <summary>Follows a sample through blocks of a convolution and a pool each.</summary>
    /// <param name="sides">The sizes of the sample without its channels.</param>
    /// <param name="channels">The channels after each block.</param>
    /// <param name="kernelSize">The kernel of each convolution.</param>
    /// <param name="pool">The window of each pool.</param>
    /// <param name="channelsLast">Whether a shape is written with its channels last, as that of a sequence.</param>
    internal static EncoderTrace Follow(IReadOnlyList<int> sides, EquatableArray<int> channels, int kernelSize, int pool, bool channelsLast = false)
    {
        var steps = new List<EquatableArray<int>>();
        IReadOnlyList<int> before = sides;
        for (int block = 0; block < channels.Count; block++)
        {
            IReadOnlyList<int> after = AfterBlocks(before, blocks: 1, kernelSize, pool);
            if (after.Any(size => size < 1))
            {
                string problem = $"block {OptionText.Value(block + 1)} (kernel {OptionText.Value(kernelSize)}, pool {OptionText.Value(pool)}) leaves nothing of {OptionText.Value(before.ToEquatableArray())}";
                return new EncoderTrace(steps.ToEquatableArray(), $"{problem}. {Remedy(block, pool)}", "Channels");
            }

            steps.Add((channelsLast ? after.Append(channels[block]) : after.Prepend(channels[block])).ToEquatableArray());
            before = after;
        }

        double flattened = channels.Count == 0 ? 1 : before.Aggregate((double)channels[channels.Count - 1], (product, size) => product * size);
        return flattened <= s_greatestFlattened
            ? new EncoderTrace(steps.ToEquatableArray())
            : new EncoderTrace(
                steps.ToEquatableArray(),
                $"the last block leaves {OptionText.Value(flattened)} values, more than the {OptionText.Value(s_greatestFlattened)} that a linear layer takes. Give more blocks or a larger pool",
                "Channels");
    }

    private static string Remedy(int fittingBlocks, int pool) =>
        fittingBlocks == 0 ? pool > 1 ? "Give a smaller pool" : "Give a smaller kernel"
        : (pool > 1 ? "Give a smaller pool, or " : "Give ") + $"‹Channels› of at most {OptionText.Value(fittingBlocks)} {(fittingBlocks == 1 ? "block" : "blocks")}";
}
