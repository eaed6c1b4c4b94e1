using Google.Protobuf;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Writing;
using Onnx;

namespace I2MoE.Dsl.Onnx;

/// <summary>
/// Writes models as ONNX files, part by part as they are declared: nothing is traced, and what has no equal in ONNX is refused. The outputs are
/// <c>prediction</c> (probabilities, or the values of a regression), <c>logits</c>, <c>weights</c> [B, E] and <c>experts</c> [B, E, O].
/// </summary>
public static class OnnxExport
{
    /// <summary>The version of the operators that files use (opset), of the standard's own domain.</summary>
    public const int Opset = 17;

    // The version of the format that came with this opset.
    private const int FormatVersion = 8;

    // A file of protobuf cannot be larger.
    private const long GreatestSize = int.MaxValue;

    /// <summary>Writes a model, whose inputs are features as the model takes them: standardised where they were in training.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="options">How it is written; null for the defaults.</param>
    /// <exception cref="ModelException">A part of the model has no equal in ONNX: a class of the user's, or bfloat16.</exception>
    public static void SaveOnnx(this MultimodalModel model, string path, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Save(model, new Preprocessing(), path, options ?? new OnnxOptions());
    }

    /// <summary>Writes a trained model with its standardisation and its class names: inputs are features as they stand in the data, NaN where one is missing.</summary>
    /// <typeparam name="TModel">The model's class.</typeparam>
    /// <param name="model">The trained model.</param>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="options">How it is written; null for the defaults.</param>
    /// <exception cref="ModelException">A part of the model has no equal in ONNX: a class of the user's, or bfloat16.</exception>
    public static void SaveOnnx<TModel>(this TrainedModel<TModel> model, string path, OnnxOptions? options = null)
        where TModel : MultimodalModel
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Save(model.Model, model.Preprocessing, path, options ?? new OnnxOptions());
    }

    /// <summary>Writes a model, whole or not at all.</summary>
    internal static void Save(MultimodalModel model, Preprocessing preprocessing, string path, OnnxOptions options)
    {
        ModelProto file = Of(model, preprocessing, options);
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        WholeFile.Write(full, ".tmp", stream => file.WriteTo(stream));
    }

    /// <summary>A model as the classes of the ONNX schema.</summary>
    internal static ModelProto Of(MultimodalModel model, Preprocessing preprocessing, OnnxOptions options)
    {
        if (ModelPrecision.Of(model) == Precision.Bf16 && options.Precision is null)
        {
            throw new ModelException(
                $"{model.Description.Name} computes in bfloat16 (training.precision: bf16), whose rounding no ONNX file repeats. To write it in another precision, which changes its answers in the third digit, name that: Precision = OnnxPrecision.Fp32, or --precision fp32.");
        }

        CheckSize(model, options);
        var graph = ModelGraph.Of(model, preprocessing.Standardiser, options);
        bool hasPresence = graph.Graph.Input.Any(input => input.Name == ModelGraph.Presence);
        return new ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = "I2MoE.Dsl",
            ProducerVersion = ModelMetadata.Version,
            DocString = $"{model.Description.Name}: encoders, interaction experts and re-weighting network of an I2MoE model.",
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
            Graph = graph.Graph,
            MetadataProps =
            {
                new StringStringEntryProto
                {
                    Key = ModelMetadata.Key,
                    Value = ModelMetadata.Of(model, preprocessing, graph.InputNames, options.Precision ?? OnnxPrecision.Fp32, hasPresence),
                },
            },
        };
    }

    private static void CheckSize(MultimodalModel model, OnnxOptions options)
    {
        long bytes = ModelState.Of(model).Values.Sum(tensor => tensor.numel()) * (options.Precision == OnnxPrecision.Fp16 ? sizeof(short) : sizeof(float));
        if (bytes > GreatestSize)
        {
            throw new ModelException(FormattableString.Invariant(
                $"{model.Description.Name} has {bytes >> 20} MiB of weights; an ONNX file holds 2048 MiB. {(options.Precision == OnnxPrecision.Fp16 ? "Make it smaller." : "Half precision needs half of that: Precision = OnnxPrecision.Fp16, or --precision fp16.")}"));
        }
    }
}
