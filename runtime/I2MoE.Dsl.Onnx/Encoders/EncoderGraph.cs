using I2MoE.Dsl.Onnx.Graphs;
using I2MoE.Dsl.Onnx.Layers;
using I2MoE.Dsl.Specification;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Onnx.Encoders;

/// <summary>The encoders of the catalogue as graphs: the input of one modality to its embedding, [B, D], or [B, P, D] of an encoder that makes tokens.</summary>
internal static class EncoderGraph
{
    private const int GridSide = 7;
    private const int VggKernelSize = 3;

    /// <summary>Writes the encoder of a modality.</summary>
    /// <param name="part">Where it stands.</param>
    /// <param name="modality">The modality.</param>
    /// <param name="options">The options of its encoder; null where it has none.</param>
    /// <param name="patches">The patches P of the fusion; null where it takes vectors.</param>
    /// <param name="input">The input.</param>
    /// <param name="steps">The number of steps of sequences with lengths of their own, [B, 1]; null where all are equally long.</param>
    /// <exception cref="ModelException">The encoder is a class of the user's.</exception>
    public static string Write(Part part, Modality modality, object? options, int? patches, string input, string? steps) => (modality.Encoder, options) switch
    {
        ("linear", _) => part.Child("linear").Linear(input),
        ("mlp", _) => part.Child("mlp").Mlp(input),
        ("maxout", MaxoutEncoderOptions maxout) => Maxout(part, maxout, input),
        ("patch", _) => Patches(part, modality.Shape[0], patches!.Value, input),
        ("pretrained", _) => part.Has("projection.weight") ? part.Child("projection").Linear(input) : input,
        ("cnn1d", Cnn1dEncoderOptions cnn) => Blocks(part.Child("network"), cnn.KernelSize, cnn.Pool, dimensions: 1, part.Transpose(input, 0, 2, 1), steps is null ? null : new SequenceSteps(steps, modality.Shape[0])),
        ("cnn2d", Cnn2dEncoderOptions cnn) => Blocks(part.Child("network"), cnn.KernelSize, cnn.Pool, dimensions: 2, input),
        ("cnn3d", _) => Cnn3d(part, input),
        ("vgg11", _) => Vgg11(part, modality, input),
        ("gru", GruEncoderOptions gru) => Recurrent(part, gru.Layers, (layer, sequence) => layer.Child("gru").Gru(sequence), input, steps),
        ("lstm", LstmEncoderOptions lstm) => Recurrent(part, lstm.Layers, (layer, sequence) => layer.Child("lstm").Lstm(sequence), input, steps),
        ("text", TextEncoderOptions text) => TextGraph.Write(part, text, modality.Shape[0], input),
        ("custom", CustomEncoderOptions custom) => throw new ModelException(
            $"Modality {modality.Name} has an encoder of your own, {custom.Type!.Name}: what it computes is code, and only the encoders of the catalogue can be written as ONNX."),
        _ => throw new ModelException($"Modality {modality.Name} has the encoder '{modality.Encoder}', which cannot be written as ONNX."),
    };

    /// <summary>Features, filled up with zeros and cut into patches, each mapped linearly: [B, F] to [B, P, D].</summary>
    public static string Patches(Part part, int features, int patches, string input)
    {
        int length = (features + patches - 1) / patches;
        int missing = (length * patches) - features;
        string filled = missing == 0 ? input : part.Add("Pad", [input, part.Graph.Wholes(0, 0, 0, missing)]);
        return part.Child("projection").LinearOfTokens(part.Reshape(filled, -1, patches, length));
    }

    private static string Maxout(Part part, MaxoutEncoderOptions options, string input)
    {
        string hidden = input;
        for (int layer = 0; layer < options.Layers; layer++)
        {
            Part at = part.Child("layers", layer);
            string pieces = at.Reshape(at.Linear(hidden), 0, -1, options.Pieces);
            hidden = at.Add("ReduceMax", [pieces], NodeAttribute.Of("axes", [-1]), NodeAttribute.Of("keepdims", 0));
        }

        return part.Child("head").Linear(hidden);
    }

    private static string Blocks(Part part, int kernelSize, int pool, int dimensions, string input, SequenceSteps? steps = null)
    {
        int blocks = part.Count("blocks", "weight");
        string hidden = input;
        for (int block = 0; block < blocks; block++)
        {
            Part at = part.Child("blocks", block);
            hidden = at.Convolution(hidden, ConvolutionSize.Padding(kernelSize));
            hidden = steps?.Convolved(at, hidden, kernelSize) ?? hidden;
            steps?.Pool(at, pool);
            hidden = at.Pool(hidden, dimensions, pool);
        }

        return part.Child("head").Linear(part.Add("Flatten", [hidden], NodeAttribute.Of("axis", 1)));
    }

    private static string Cnn3d(Part part, string input)
    {
        int padding = ConvolutionSize.Padding(Catalogue.Cnn3dEncoderOptions.KernelSize);
        string hidden = input;
        for (int pool = 0; pool < Catalogue.Cnn3dEncoderOptions.Pools.Count; pool++)
        {
            hidden = part.Child("layers", 2 * pool).Convolution(hidden, padding);
            Part second = part.Child("layers", (2 * pool) + 1);
            hidden = second.Pool(second.Convolution(hidden, padding), dimensions: 3, Catalogue.Cnn3dEncoderOptions.Pools[pool]);
        }

        return part.Mean(part.Reshape(hidden, 0, 0, -1), axis: 2);
    }

    private static string Vgg11(Part part, Modality modality, string input)
    {
        string hidden = input;
        int layer = 0;
        foreach (IReadOnlyList<int> block in Catalogue.Vgg11EncoderOptions.Blocks)
        {
            Part at = part;
            for (int i = 0; i < block.Count; i++)
            {
                at = part.Child("layers", layer++);
                hidden = at.Convolution(hidden, ConvolutionSize.Padding(VggKernelSize));
            }

            hidden = at.Pool(hidden, dimensions: 2, window: 2);
        }

        int height = Catalogue.Vgg11EncoderOptions.Blocks.Aggregate(modality.Shape[1], (side, _) => ConvolutionSize.Pool(side, 2));
        int width = Catalogue.Vgg11EncoderOptions.Blocks.Aggregate(modality.Shape[2], (side, _) => ConvolutionSize.Pool(side, 2));
        string grid = part.AdaptiveMean(hidden, height, width, GridSide);
        return part.Child("projection").Linear(part.Child("head").Linear(part.Add("Flatten", [grid], NodeAttribute.Of("axis", 1))));
    }

    // [B, T, F] to the last state, or that after the last step of a sample, [B, D].
    private static string Recurrent(Part part, int layers, Func<Part, string, (string States, string Last)> write, string input, string? steps)
    {
        string sequence = part.Transpose(input, 1, 0, 2);
        for (int layer = 0; ; layer++)
        {
            Part at = part.Child("layers", layer);
            (string states, string last) = write(at, sequence);
            if (layer == layers - 1)
            {
                return steps is null ? at.Squeeze(last, 0) : at.StateAfter(states, steps);
            }

            sequence = at.Squeeze(states, 1);
        }
    }
}
