using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace I2MoE.Dsl.OnnxRuntime;

/// <summary>Answers from an ONNX file that <c>SaveOnnx</c> or <c>export --onnx</c> wrote, without libtorch. Several threads may ask at once.</summary>
public sealed class OnnxPredictor : IDisposable
{
    private readonly InferenceSession _session;
    private readonly SampleTensors _tensors;
    private readonly string[] _outputs;
    private readonly IReadOnlyList<string> _names;

    private OnnxPredictor(InferenceSession session, OnnxModelInfo info)
    {
        _session = session;
        _tensors = new SampleTensors(info);
        _outputs = [.. session.OutputMetadata.Keys];
        _names = info.Classes ?? info.IntervalEnds?.Select(end => "until " + ((float)end).ToString("R", CultureInfo.InvariantCulture)).ToArray() ?? [.. Enumerable.Range(0, info.Outputs).Select(output => output.ToString(CultureInfo.InvariantCulture))];
        Info = info;
    }

    /// <summary>What the file says of its model: modalities, classes, experts.</summary>
    public OnnxModelInfo Info { get; }

    private bool HasLogits => Info.Task != "Regression";

    private bool HasProbabilities => Info.Task is "Classification" or "Ordinal" or "MultiLabel" or "Survival";

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to compute; null for the CPU with a thread a core.</param>
    /// <exception cref="OnnxPredictionException">The file is missing or not of this kind, or ONNX Runtime's native library or the GPU is missing.</exception>
    public static OnnxPredictor Open(string path, OnnxPredictorOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        InferenceSession session = SessionOpening.Open(path, options ?? new OnnxPredictorOptions());
        try
        {
            return new OnnxPredictor(session, SessionOpening.ReadInfo(session, path));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Answers for one sample.</summary>
    /// <param name="sample">
    /// The values of every modality by its name, row by row over its shape, as they stand in the data; NaN for a missing one, where the file standardises.
    /// A modality that is left out is absent: its uniqueness expert has no say.
    /// </param>
    /// <exception cref="OnnxPredictionException">A modality is unknown, or a value does not fit.</exception>
    public OnnxAnswer Predict(IReadOnlyDictionary<string, float[]> sample) => Predict([sample])[0];

    /// <summary>Answers for several samples at once.</summary>
    /// <param name="samples">The samples; see <see cref="Predict(IReadOnlyDictionary{string, float[]})"/>.</param>
    /// <returns>An answer a sample, in their order.</returns>
    /// <exception cref="OnnxPredictionException">A modality is unknown, or a value does not fit.</exception>
    public IReadOnlyList<OnnxAnswer> Predict(IReadOnlyList<IReadOnlyDictionary<string, float[]>> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0)
        {
            return [];
        }

        IReadOnlyDictionary<string, OrtValue> inputs = _tensors.Of(samples);
        try
        {
            using var run = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> values = _session.Run(run, inputs, _outputs);
            Dictionary<string, float[]> outputs = _outputs.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
            return [.. Enumerable.Range(0, samples.Count).Select(sample => Answer(sample, outputs))];
        }
        finally
        {
            foreach (OrtValue input in inputs.Values)
            {
                input.Dispose();
            }
        }
    }

    /// <summary>Frees the session.</summary>
    public void Dispose() => _session.Dispose();

    private OnnxAnswer Answer(int sample, Dictionary<string, float[]> outputs)
    {
        float[] prediction = Row(outputs["prediction"], sample, Info.Outputs);
        int experts = Info.Experts.Count;
        return new OnnxAnswer
        {
            Label = Label(prediction),
            Outputs = HasLogits ? Row(outputs["logits"], sample, Info.Outputs) : prediction,
            Probabilities = HasProbabilities ? ByName(_names, prediction) : new OrderedDictionary<string, float>(),
            Weights = experts == 0 ? new OrderedDictionary<string, float>() : ByName(Info.Experts, Row(outputs["weights"], sample, experts)),
            Experts = experts == 0
                ? new OrderedDictionary<string, IReadOnlyList<float>>()
                : ByName<IReadOnlyList<float>>(Info.Experts, [.. Row(outputs["experts"], sample, experts * Info.Outputs).Chunk(Info.Outputs)]),
        };
    }

    private string Label(float[] prediction) => Info.Task switch
    {
        "Classification" or "Ordinal" => _names[Info.Thresholds is { } thresholds ? (prediction[1] > thresholds[0] ? 1 : 0) : Array.IndexOf(prediction, prediction.Max())],
        "MultiLabel" => string.Join('|', _names.Where((_, label) => prediction[label] > (Info.Thresholds?[label] ?? 0.5))),
        "Survival" => MeanTime(prediction).ToString("R", CultureInfo.InvariantCulture),
        _ => prediction[0].ToString("R", CultureInfo.InvariantCulture),
    };

    // The area under the survival curve, until the last interval ends.
    private double MeanTime(float[] survival)
    {
        double area = 0;
        (double begin, double before) = (0, 1);
        foreach ((double end, float after) in (Info.IntervalEnds ?? []).Zip(survival))
        {
            area += (end - begin) * (before + after) / 2;
            (begin, before) = (end, after);
        }

        return area;
    }

    private static float[] Row(float[] values, int sample, int length) => values[(sample * length)..((sample + 1) * length)];

    private static OrderedDictionary<string, T> ByName<T>(IReadOnlyList<string> names, T[] values) => new(names.Select((name, i) => KeyValuePair.Create(name, values[i])));
}
