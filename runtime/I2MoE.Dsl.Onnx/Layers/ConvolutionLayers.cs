using I2MoE.Dsl.Onnx.Graphs;

namespace I2MoE.Dsl.Onnx.Layers;

/// <summary>Convolutions and pools over one to three dimensions.</summary>
internal static class ConvolutionLayers
{
    private const float BatchNormEpsilon = 1e-5f;

    /// <summary>A convolution, its normalisation where it has one, and ReLU: [B, C, ..] to [B, C', ..].</summary>
    public static string Convolution(this Part part, string input, int padding)
    {
        StoredTensor weight = part.Read("weight");
        int dimensions = weight.Shape.Length - 2;
        string convolved = part.Add(
            "Conv",
            [input, part.Weight("weight"), part.Weight("bias")],
            NodeAttribute.Of("kernel_shape", weight.Shape[2..]),
            NodeAttribute.Of("pads", Enumerable.Repeat((long)padding, 2 * dimensions)));
        return part.Relu(part.Has("normalization.weight") ? Normalise(part.Child("normalization"), convolved) : convolved);
    }

    /// <summary>The greatest value of every whole window.</summary>
    public static string Pool(this Part part, string input, int dimensions, int window) => window == 1
        ? input
        : part.Add(
            "MaxPool",
            [input],
            NodeAttribute.Of("kernel_shape", Enumerable.Repeat((long)window, dimensions)),
            NodeAttribute.Of("strides", Enumerable.Repeat((long)window, dimensions)));

    /// <summary>The means of a grid of windows that may overlap, as torch's adaptive pool takes them: [B, C, height, width] to [B, C, side, side].</summary>
    public static string AdaptiveMean(this Part part, string input, int height, int width, int side)
    {
        if (height == side && width == side)
        {
            return input;
        }

        string rows = part.Constant("rows", Windows(height, side));
        string columns = part.Constant("columns", Windows(width, side).Transposed());
        return part.Product(rows, part.Product(input, columns));
    }

    // [side, length]: each row takes the mean of its window.
    private static StoredTensor Windows(int length, int side)
    {
        float[] values = new float[side * length];
        for (int window = 0; window < side; window++)
        {
            int first = window * length / side;
            int end = (((window + 1) * length) + side - 1) / side;
            values.AsSpan((window * length) + first, end - first).Fill(1f / (end - first));
        }

        return new StoredTensor(values, [side, length]);
    }

    private static string Normalise(Part part, string input) => part.Add(
        "BatchNormalization",
        [input, part.Weight("weight"), part.Weight("bias"), part.Weight("running_mean"), part.Weight("running_var")],
        NodeAttribute.Of("epsilon", BatchNormEpsilon));
}
