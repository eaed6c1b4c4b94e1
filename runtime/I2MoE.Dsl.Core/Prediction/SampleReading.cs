using System.Globalization;
using System.Runtime.InteropServices;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Prediction;

/// <summary>Checks single samples before anything is computed, and brings those that are right into one dataset.</summary>
/// <param name="model">The model.</param>
/// <param name="replacesMissing">Whether the standardisation of the run puts a mean in the place of a missing value.</param>
internal sealed class SampleReading(ModelDescription model, bool replacesMissing)
{
    /// <summary>Checks and copies a sample.</summary>
    /// <param name="sample">The values of every modality by its name, row by row over its shape.</param>
    /// <exception cref="DatasetException">A modality is missing or unknown, has another number of values, or a value that cannot be predicted from.</exception>
    public SampleValues Read(IReadOnlyDictionary<string, float[]> sample)
    {
        IReadOnlyList<string> known = model.ModalityNames;
        if (sample.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new DatasetException($"{model.Name} has no modality '{unknown}'; it has {NearestName.List([.. known])}.{NearestName.Suggest(unknown, known)}");
        }

        int count = model.Modalities.Count;
        var values = new SampleValues(new float[count][], new long[count][], []);
        List<string> missing = [];
        foreach (Modality modality in model.Modalities)
        {
            float[] given = Given(modality, sample);
            if (modality.Vocabulary is { } vocabulary)
            {
                bool isAbsent = Array.TrueForAll(given, float.IsNaN);
                values.Tokens[modality.Index] = isAbsent ? new long[given.Length] : Tokens(modality.Name, vocabulary, given);
                missing.AddRange(isAbsent ? [modality.Name] : []);
                continue;
            }

            if (!modality.IsOptional || !Array.TrueForAll(given, float.IsNaN))
            {
                CheckFeatures(modality.Name, modality.HasOwnLength ? given.AsSpan(0, LengthOf(given, modality.Shape[1])) : given);
            }

            values.Features[modality.Index] = given;
            if (Array.TrueForAll(given, float.IsNaN))
            {
                missing.Add(modality.Name);
            }
        }

        return values with { Missing = missing };
    }

    /// <summary>Samples as one dataset without labels, to be disposed.</summary>
    /// <param name="samples">At least one sample.</param>
    public MultimodalDataset Join(IReadOnlyList<SampleValues> samples)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var task = PredictionTask.Of(model);
        torch.Tensor labels = torch.zeros(task.LabelShape(samples.Count, model.Outputs), task.LabelType);
        var data = new MultimodalDataset(model.Modalities.Select(modality => KeyValuePair.Create(modality.Name, Join(modality, samples))), labels) { HasLabels = false, OwnLengths = DeclaredShapes.OwnLengths(model) };
        string[] texts = [.. model.Modalities.Where(modality => modality.Vocabulary is not null && samples.Any(sample => sample.Missing.Contains(modality.Name))).Select(modality => modality.Name)];
        if (texts.Length > 0)
        {
            data.Origin = data.Origin.Lacking(data, texts.ToDictionary(modality => modality, modality => (bool[])[.. samples.Select(sample => sample.Missing.Contains(modality))]));
        }

        return data;
    }

    private static torch.Tensor Join(Modality modality, IReadOnlyList<SampleValues> samples)
    {
        long[] shape = [samples.Count, .. modality.Shape.Select(length => (long)length)];
        return modality.Vocabulary is null
            ? Join(torch.empty(shape, torch.ScalarType.Float32), samples, sample => sample.Features[modality.Index]!)
            : Join(torch.empty(shape, torch.ScalarType.Int64), samples, sample => sample.Tokens[modality.Index]!);
    }

    // Straight into the tensor: an array of the whole batch would be large enough to have the collector look at everything.
    private static torch.Tensor Join<T>(torch.Tensor joined, IReadOnlyList<SampleValues> samples, Func<SampleValues, T[]> valuesOf)
        where T : unmanaged
    {
        Span<T> left = MemoryMarshal.Cast<byte, T>(joined.bytes);
        foreach (SampleValues sample in samples)
        {
            T[] values = valuesOf(sample);
            values.CopyTo(left);
            left = left[values.Length..];
        }

        return joined;
    }

    // The caller may write to its array as soon as it has handed it over.
    private static float[] Given(Modality modality, IReadOnlyDictionary<string, float[]> sample)
    {
        int count = modality.Shape.Aggregate(1, (product, length) => product * length);
        if (modality.IsOptional && sample.GetValueOrDefault(modality.Name) is null)
        {
            return [.. Enumerable.Repeat(float.NaN, count)];
        }

        return !sample.TryGetValue(modality.Name, out float[]? values) || values is null
            ? throw new DatasetException($"The sample has no modality {modality.Name}; give {count} values, or NaN for those that are missing.") { Modality = modality.Name }
            : values.Length == count
                ? [.. values]
                : modality.HasOwnLength && values.Length < count && values.Length % modality.Shape[1] == 0
                ? [.. values, .. Enumerable.Repeat(float.NaN, count - values.Length)]
                : throw new DatasetException($"Modality {modality.Name} has {count} values a sample, {modality.BatchShape}, but {values.Length} were given.") { Modality = modality.Name };
    }

    // The number of values up to the last step that has one.
    private static int LengthOf(float[] values, int features) => (Array.FindLastIndex(values, value => !float.IsNaN(value)) + features) / features * features;

    private void CheckFeatures(string modality, ReadOnlySpan<float> values)
    {
        for (int place = 0; place < values.Length; place++)
        {
            if (!float.IsInfinity(values[place]) && (replacesMissing || !float.IsNaN(values[place])))
            {
                continue;
            }

            throw new DatasetException(float.IsInfinity(values[place])
                ? $"Modality {modality} has an infinite value at {place} (counted from 0); give finite values."
                : $"Modality {modality} lacks the value at {place} (counted from 0: it is NaN), and {model.Name} was trained without a standardisation, whose mean would stand in its place. Give every value.")
            { Modality = modality };
        }
    }

    private static long[] Tokens(string modality, int vocabulary, float[] values)
    {
        int place = Array.FindIndex(values, value => !(value >= 0 && value < vocabulary && value == MathF.Truncate(value)));
        return place < 0
            ? Array.ConvertAll(values, value => (long)value)
            : throw new DatasetException($"Modality {modality} has {values[place].ToString(CultureInfo.InvariantCulture)} at {place} (counted from 0). Allowed: token ids, whole numbers from 0 to {vocabulary - 1}.") { Modality = modality };
    }
}
