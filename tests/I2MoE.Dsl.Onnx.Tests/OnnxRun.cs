using Google.Protobuf;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using TorchSharp;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>The file of a model in ONNX Runtime.</summary>
internal sealed class OnnxRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ModelDescription _model;

    // Those of the modalities come first.
    private readonly string[] _inputs;

    public OnnxRun(MultimodalModel model, Preprocessing? preprocessing = null, OnnxOptions? options = null)
    {
        ModelProto written = OnnxExport.Of(model, preprocessing ?? new Preprocessing(), options ?? new OnnxOptions());
        byte[] file = written.ToByteArray();
        using SessionOptions session = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(file, session);
        _model = model.Description;
        _inputs = [.. written.Graph.Input.Select(input => input.Name)];
        Size = file.Length;
    }

    /// <summary>The bytes of the file.</summary>
    public int Size { get; }

    /// <summary>The greatest difference between what the file and the model say of batches of 1, 3 and 7 samples, beyond the tolerance where it is above 1.</summary>
    public static double Difference(MultimodalModel model, params int[] batchSizes)
    {
        using OnnxRun run = new(model);
        double greatest = 0;
        foreach (int samples in batchSizes.Length == 0 ? [1, 3, 7] : batchSizes)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            MultimodalBatch batch = Samples.Batch(model.Description, samples);
            using ModelOutput expected = model.Infer(batch);
            greatest = Math.Max(greatest, Difference(expected, run.Run(batch)));
        }

        return greatest;
    }

    /// <summary>
    /// How far the model's own outputs move, measured as <see cref="Difference(MultimodalModel, int[])"/> does, when every number of a batch moves by its
    /// last bit: no two orders of the same sums can agree better. A layer norm of two numbers that are nearly equal multiplies it by hundreds.
    /// </summary>
    public static double Sensitivity(MultimodalModel model)
    {
        double greatest = 0;
        foreach (int samples in (int[])[1, 3, 7])
        {
            for (int draw = 0; draw < 20; draw++)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                using torch.Generator generator = new((ulong)draw);
                MultimodalBatch batch = Samples.Batch(model.Description, samples);
                MultimodalBatch moved = new([.. batch.Inputs.Select(input => Moved(input, generator))], Labels: null);
                using ModelOutput before = model.Infer(batch);
                using ModelOutput after = model.Infer(moved);
                greatest = Math.Max(greatest, Difference(before, Outputs(after)));
            }
        }

        return greatest;
    }

    private static torch.Tensor Moved(torch.Tensor input, torch.Generator generator) => input.dtype == torch.ScalarType.Int64
        ? input.clone()
        : input * (1 + (torch.randint(0, 3, input.shape, generator: generator).sub_(1).to(torch.ScalarType.Float32) * MathF.Pow(2, -23)));

    private static Dictionary<string, float[]> Outputs(ModelOutput output)
    {
        static float[] Numbers(torch.Tensor tensor) => tensor.contiguous().data<float>().ToArray();
        Dictionary<string, float[]> outputs = [];
        bool isRegression = output.Description.Task == TaskKind.Regression;
        outputs["prediction"] = Numbers(Prediction(output));
        if (!isRegression)
        {
            outputs["logits"] = Numbers(output.Prediction);
        }

        if (output is InteractionOutput interaction)
        {
            outputs["weights"] = Numbers(interaction.AllWeights);
            outputs["experts"] = Numbers(interaction.AllLogits.transpose(0, 1));
        }

        return outputs;
    }

    private static torch.Tensor Prediction(ModelOutput output) => output.Description.Task switch
    {
        TaskKind.Regression => output.Prediction,
        TaskKind.Count => output.Prediction.exp(),
        _ => output.Probabilities,
    };

    /// <summary>The greatest difference between outputs, relative to those above 1.</summary>
    public static double Difference(ModelOutput expected, IReadOnlyDictionary<string, float[]> actual)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        bool isRegression = expected.Description.Task == TaskKind.Regression;
        double greatest = Difference(Prediction(expected), actual["prediction"]);
        if (!isRegression)
        {
            greatest = Math.Max(greatest, Difference(expected.Prediction, actual["logits"]));
        }

        if (expected is InteractionOutput interaction)
        {
            greatest = Math.Max(greatest, Difference(interaction.AllWeights, actual["weights"]));
            greatest = Math.Max(greatest, Difference(interaction.AllLogits.transpose(0, 1), actual["experts"]));
        }

        Assert.Equal(isRegression ? expected is InteractionOutput ? 3 : 1 : expected is InteractionOutput ? 4 : 2, actual.Count);
        return greatest;
    }

    public IReadOnlyDictionary<string, float[]> Run(MultimodalBatch batch)
    {
        List<(string Name, OrtValue Value)> inputs = [.. _model.Modalities.Select(modality => (InputOf(modality), ValueOf(batch.Inputs[modality.Index])))];
        if (batch.Presence is { } presence)
        {
            inputs.Add(("presence", OrtValue.CreateTensorValueFromMemory(presence.data<bool>().ToArray(), presence.shape)));
        }

        string[] outputs = [.. _session.OutputMetadata.Keys];
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> values = _session.Run(options, [.. inputs.Select(input => input.Name)], [.. inputs.Select(input => input.Value)], outputs);
        inputs.ForEach(input => input.Value.Dispose());
        return outputs.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
    }

    public void Dispose() => _session.Dispose();

    private string InputOf(Modality modality) => _inputs[modality.Index];

    private static OrtValue ValueOf(torch.Tensor input)
    {
        using torch.Tensor values = input.contiguous();
        return values.dtype == torch.ScalarType.Int64
            ? OrtValue.CreateTensorValueFromMemory(values.data<long>().ToArray(), input.shape)
            : OrtValue.CreateTensorValueFromMemory(values.data<float>().ToArray(), input.shape);
    }

    private static double Difference(torch.Tensor expected, float[] actual)
    {
        float[] numbers = expected.contiguous().data<float>().ToArray();
        Assert.Equal(numbers.Length, actual.Length);
        double greatest = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            bool bothUndefined = float.IsNaN(numbers[i]) && float.IsNaN(actual[i]);
            double difference = Math.Abs(numbers[i] - actual[i]) / Math.Max(1, Math.Abs(numbers[i]));
            greatest = bothUndefined ? greatest : double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(greatest, difference);
        }

        return greatest;
    }
}
