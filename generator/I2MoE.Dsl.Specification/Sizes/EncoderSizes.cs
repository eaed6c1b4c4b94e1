using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification;

/// <summary>What an encoder needs, by its kind. To add an encoder, add a case.</summary>
internal static class EncoderSizes
{
    private const int GruGates = 3;
    private const int LstmGates = 4;
    private const int VggKernel = 3;
    private const int VggGrid = 7;

    /// <summary>Adds the encoder of a modality and the patch embedding that follows it, where one does.</summary>
    /// <param name="tally">Takes the sizes.</param>
    /// <param name="modality">The modality; it has one encoder and a shape that fits it.</param>
    /// <param name="embedding">The shape of the embedding, [P, D] or [D].</param>
    public static void Add(SizeTally tally, ModalitySpecification modality, EquatableArray<int> embedding)
    {
        Component encoder = modality.Encoders[0];
        EquatableArray<int> input = EmbeddingShape.Input(modality);
        int width = embedding[embedding.Count - 1];
        var layers = new EncoderLayers(tally, Wording.Modality(modality.Name));
        double numbers = input.Aggregate(1.0, (product, length) => product * length);
        switch (encoder.Definition.Kind)
        {
            case "patch":
                layers.Linear("patches", Math.Ceiling(numbers / embedding[0]), width, embedding.Count > 1 ? embedding[0] : 1);
                return;
            case "linear":
                layers.Linear("linear map", numbers, width);
                break;
            case "pretrained":
                AddPretrained(layers, numbers, width);
                break;
            case "mlp":
                layers.Mlp(numbers, encoder.Get(MlpEncoderOptions.HiddenDim), width, encoder.Get(MlpEncoderOptions.Layers));
                break;
            case "maxout":
                AddMaxout(layers, encoder, numbers, width);
                break;
            case "cnn1d":
                layers.Blocks([input[0]], input[1], encoder.Get(Cnn1dEncoderOptions.Channels), encoder.Get(ConvolutionOptions.KernelSize), encoder.Get(ConvolutionOptions.Pool), encoder.Get(ConvolutionOptions.BatchNorm), width);
                break;
            case "cnn2d":
                layers.Blocks([input[1], input[2]], input[0], encoder.Get(Cnn2dEncoderOptions.Channels), encoder.Get(ConvolutionOptions.KernelSize), encoder.Get(ConvolutionOptions.Pool), encoder.Get(ConvolutionOptions.BatchNorm), width);
                break;
            case "cnn3d":
                AddCnn3d(layers, encoder, input, width);
                break;
            case "vgg11":
                AddVgg11(layers, encoder, input, width);
                break;
            case "gru":
                layers.Recurrent(GruGates, encoder.Get(GruEncoderOptions.Layers), input[0], input[1], width);
                break;
            case "lstm":
                layers.Recurrent(LstmGates, encoder.Get(LstmEncoderOptions.Layers), input[0], input[1], width);
                break;
            case "text":
                AddText(layers, encoder, input[0], width);
                break;
            default:
                tally.IsPartial = true;
                break;
        }

        if (embedding.Count > 1 && encoder.Definition is EncoderDefinition { Produces: EmbeddingKind.Vector })
        {
            layers.Linear("patches", Math.Ceiling((double)width / embedding[0]), width, embedding[0]);
        }
    }

    private static void AddPretrained(EncoderLayers layers, double features, int width)
    {
        if (features != width)
        {
            layers.Linear("projection", features, width);
        }
    }

    private static void AddMaxout(EncoderLayers layers, Component encoder, double features, int width)
    {
        double hidden = encoder.Get(MaxoutEncoderOptions.HiddenDim);
        for (int layer = 0; layer < encoder.Get(MaxoutEncoderOptions.Layers); layer++)
        {
            layers.Linear("maxout layer", layer == 0 ? features : hidden, hidden * encoder.Get(MaxoutEncoderOptions.Pieces), after: 3 * hidden);
        }

        layers.Linear("head", hidden, width);
    }

    private static void AddCnn3d(EncoderLayers layers, Component encoder, EquatableArray<int> input, int width)
    {
        IReadOnlyList<int> sides = [.. input.Skip(1)];
        double channels = input[0];
        int[] outputs = [.. Cnn3dEncoderOptions.Channels, width];
        for (int layer = 0; layer < outputs.Length; layer++)
        {
            int pool = layer % 2 == 1 ? Cnn3dEncoderOptions.Pools[layer / 2] : 1;
            sides = layers.Convolution(sides, channels, outputs[layer], Cnn3dEncoderOptions.KernelSize, pool, encoder.ValidFlag(Cnn3dEncoderOptions.BatchNorm));
            channels = outputs[layer];
        }
    }

    private static void AddVgg11(EncoderLayers layers, Component encoder, EquatableArray<int> input, int width)
    {
        IReadOnlyList<int> sides = [.. input.Skip(1)];
        double channels = input[0];
        foreach (IReadOnlyList<int> block in Vgg11EncoderOptions.Blocks)
        {
            for (int layer = 0; layer < block.Count; layer++)
            {
                sides = layers.Convolution(sides, channels, block[layer], VggKernel, layer == block.Count - 1 ? 2 : 1, batchNorm: true, drops: true);
                channels = block[layer];
            }
        }

        layers.Linear("head", channels * VggGrid * VggGrid, encoder.Get(Vgg11EncoderOptions.HeadDim));
        layers.Linear("projection", encoder.Get(Vgg11EncoderOptions.HeadDim), width);
    }

    private static void AddText(EncoderLayers layers, Component encoder, int length, int width)
    {
        double token = encoder.Get(TextEncoderOptions.TokenDim);
        layers.Embedding(encoder.Get(TextEncoderOptions.Vocabulary), token, length);
        if (encoder.Get(TextEncoderOptions.Pooling) == TextPooling.Gru)
        {
            layers.Recurrent(GruGates, layers: 1, length, token, width);
        }
        else
        {
            layers.Linear("projection", token, width);
        }
    }
}
