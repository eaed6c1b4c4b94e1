using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Layers;

/// <summary>
/// A convolution over one to three dimensions, [B, C, …] to [B, C', …], that is right on every processor. Custom encoders may use it in the place
/// of <c>torch.nn.Conv2d</c> and its like.
/// </summary>
/// <remarks>
/// On the CPU torch convolves in blocks of up to 16 channels. On some processors (seen on AMD's Zen 5 with libtorch 2.10) the rest of a block that
/// is not full is whatever the memory held before, and becomes part of outputs and gradients. So no block is left with a rest: channels are filled
/// up with zeros to a multiple of 16, and what they give is cut off.
/// </remarks>
public static class PaddedConvolution
{
    private const long Block = 16;

    /// <summary>Convolves.</summary>
    /// <param name="input">The input, [B, C, …] with one to three dimensions after the channels.</param>
    /// <param name="weight">The kernels, [C', C, …]; of their own shape, not filled up.</param>
    /// <param name="bias">The biases [C'], or null.</param>
    /// <param name="padding">The zeros on each side of every dimension, 0 or more.</param>
    /// <param name="stride">The step of the kernel in every dimension, 1 or more.</param>
    /// <returns>[B, C', …], contiguous.</returns>
    /// <exception cref="ArgumentException">The input has not as many dimensions as the kernels, or not one to three after the channels.</exception>
    public static torch.Tensor Apply(torch.Tensor input, torch.Tensor weight, torch.Tensor? bias, long padding = 0, long stride = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        int dimensions = (int)weight.dim() - 2;
        if (dimensions is < 1 or > 3 || input.dim() != weight.dim())
        {
            throw new ArgumentException($"The input is [{string.Join(", ", input.shape)}] and the kernels are [{string.Join(", ", weight.shape)}]. Expected [B, C, …] and [C', C, …] with one to three dimensions after the channels.");
        }

        if (input.device_type != DeviceType.CPU)
        {
            return Plain(input, weight, bias, padding, stride);
        }

        long outputs = weight.shape[0];
        long moreInputs = ReadsInputAsItIs(weight) ? 0 : Missing(weight.shape[1]);
        long moreOutputs = Missing(outputs);
        long[] sides = new long[2 * dimensions];
        torch.Tensor filledInput = moreInputs == 0 ? input : functional.pad(input, [.. sides, 0, moreInputs]);
        torch.Tensor filledWeight = moreInputs + moreOutputs == 0 ? weight : functional.pad(weight, [.. sides, 0, moreInputs, 0, moreOutputs]);
        torch.Tensor? filledBias = moreOutputs == 0 || bias is null ? bias : functional.pad(bias, [0, moreOutputs]);
        torch.Tensor convolved = Plain(filledInput, filledWeight, filledBias, padding, stride);
        return moreOutputs == 0 ? convolved : convolved.narrow(1, 0, outputs).contiguous();
    }

    // One and three channels are so usual that torch has kernels for them, which read them in the order they have. To fill them up would double
    // the time of a network on images. A kernel of one point is a matrix product, for which there is no such way.
    private static bool ReadsInputAsItIs(torch.Tensor weight) => weight.shape[1] is 1 or 3 && weight.shape.AsSpan(2).ContainsAnyExcept(1L);

    private static long Missing(long channels) => (Block - (channels % Block)) % Block;

    private static torch.Tensor Plain(torch.Tensor input, torch.Tensor weight, torch.Tensor? bias, long padding, long stride) => weight.dim() switch
    {
        3 => functional.conv1d(input, weight, bias, stride: stride, padding: padding),
        4 => functional.conv2d(input, weight, bias, strides: [stride, stride], padding: [padding, padding]),
        _ => functional.conv3d(input, weight, bias, strides: [stride, stride, stride], padding: [padding, padding, padding]),
    };
}
