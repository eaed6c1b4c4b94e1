using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using static System.FormattableString;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Experiments.Python;

/// <summary>The encoders of the catalogue in Python.</summary>
internal static class PythonEncoders
{
    /// <summary>The encoder of a modality.</summary>
    /// <param name="modality">The modality.</param>
    /// <param name="options">The options of its encoder; null where it has none.</param>
    /// <param name="hidden">The size D of an embedding.</param>
    /// <param name="patches">The patches P of the fusion; null where it takes vectors.</param>
    /// <exception cref="ExperimentException">The encoder is a class of the user's.</exception>
    public static PythonPart Of(Modality modality, object? options, int hidden, int? patches) => (modality.Encoder, options) switch
    {
        ("linear", _) => new(Invariant($"LinearEncoder(features={modality.EncodedShape[0]}, hidden={hidden})"), "vectors"),
        ("mlp", MlpEncoderOptions mlp) => new(
            $"MlpEncoder(widths={PythonText.Of([modality.EncodedShape[0], .. Enumerable.Repeat(mlp.HiddenDim, mlp.Layers - 1), hidden])})", "vectors"),
        ("maxout", MaxoutEncoderOptions maxout) => new(
            Invariant($"MaxoutEncoder(features={modality.EncodedShape[0]}, hidden={hidden}, layers={maxout.Layers}, width={maxout.HiddenDim}, pieces={maxout.Pieces})"), "vectors"),
        ("pretrained", _) => new(Invariant($"PretrainedEncoder(features={modality.Shape[0]}, hidden={hidden})"), "vectors"),
        ("patch", _) => Patches(modality.Shape[0], patches!.Value, hidden),
        ("cnn1d", Cnn1dEncoderOptions cnn) => Convolutions([modality.Shape[0]], modality.Shape[1], cnn.Channels, cnn.KernelSize, cnn.Pool, cnn.BatchNorm, hidden),
        ("cnn2d", Cnn2dEncoderOptions cnn) => Convolutions([.. modality.Shape.Skip(1)], modality.Shape[0], cnn.Channels, cnn.KernelSize, cnn.Pool, cnn.BatchNorm, hidden),
        ("cnn3d", Cnn3dEncoderOptions cnn) => new(
            $"Cnn3dEncoder(channels={PythonText.Of([modality.Shape[0], .. Catalogue.Cnn3dEncoderOptions.Channels, hidden])}, pools={PythonText.Of(Catalogue.Cnn3dEncoderOptions.Pools)}, normalized={PythonText.Of(cnn.BatchNorm)})",
            "convolutions"),
        ("vgg11", Vgg11EncoderOptions vgg) => new(
            Invariant($"Vgg11Encoder(channels={modality.Shape[0]}, blocks=[{string.Join(", ", Catalogue.Vgg11EncoderOptions.Blocks.Select(PythonText.Of))}], head={vgg.HeadDim}, hidden={hidden})"),
            "convolutions"),
        ("gru", GruEncoderOptions gru) => Recurrent("gru", modality, gru.Layers, hidden),
        ("lstm", LstmEncoderOptions lstm) => Recurrent("lstm", modality, lstm.Layers, hidden),
        ("text", TextEncoderOptions text) => new(
            Invariant($"TextEncoder(vocabulary={text.Vocabulary}, padding={text.PaddingId}, width={text.TokenDim}, hidden={hidden}, recurrent={PythonText.Of(text.Pooling == TextPooling.Gru)})"),
            "texts"),
        _ => throw new ExperimentException($"Modality {modality.Name} has an encoder of your own: what it computes is C#, and only the encoders of the catalogue can be written as Python."),
    };

    /// <summary>Features cut into patches.</summary>
    public static PythonPart Patches(int features, int patches, int hidden) => new(Invariant($"PatchEmbedding(features={features}, patches={patches}, hidden={hidden})"), "vectors");

    private static PythonPart Convolutions(IReadOnlyList<int> sides, int inputs, IReadOnlyList<int> channels, int kernelSize, int pool, bool batchNorm, int hidden)
    {
        int flattened = ConvolutionSize.AfterBlocks(sides, channels.Count, kernelSize, pool).Aggregate(channels.Count == 0 ? inputs : channels[^1], (product, size) => product * size);
        return new PythonPart(
            Invariant($"ConvolutionEncoder(dimensions={sides.Count}, inputs={inputs}, channels={PythonText.Of(channels)}, kernel={kernelSize}, window={pool}, normalized={PythonText.Of(batchNorm)}, flattened={flattened}, hidden={hidden})"),
            "convolutions");
    }

    private static PythonPart Recurrent(string kind, Modality modality, int layers, int hidden) =>
        new(Invariant($"RecurrentEncoder({PythonText.Of(kind)}, features={modality.Shape[1]}, hidden={hidden}, layers={layers})"), "sequences");
}
