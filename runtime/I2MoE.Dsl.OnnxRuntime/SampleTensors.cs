using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace I2MoE.Dsl.OnnxRuntime;

/// <summary>Brings samples into the inputs of a file.</summary>
/// <param name="info">What the file says of its model.</param>
internal sealed class SampleTensors(OnnxModelInfo info)
{
    private const string Presence = "presence";

    /// <summary>The inputs of a batch, by name; to be disposed.</summary>
    /// <param name="samples">The values of every modality by its name.</param>
    /// <exception cref="OnnxPredictionException">A modality is missing or unknown, or a value does not fit.</exception>
    public IReadOnlyDictionary<string, OrtValue> Of(IReadOnlyList<IReadOnlyDictionary<string, float[]>> samples)
    {
        Check(samples);
        var inputs = new Dictionary<string, OrtValue>(StringComparer.Ordinal);
        foreach (OnnxModality modality in info.Modalities)
        {
            long[] shape = [samples.Count, .. modality.Shape.Select(length => (long)length)];
            float[] values = new float[samples.Count * modality.Count];
            for (int sample = 0; sample < samples.Count; sample++)
            {
                Span<float> place = values.AsSpan(sample * modality.Count, modality.Count);
                if (samples[sample].TryGetValue(modality.Name, out float[]? given))
                {
                    CheckValues(modality, sample, given);
                    given.CopyTo(place);
                    place[given.Length..].Fill(float.NaN);
                }
                else
                {
                    place.Fill(modality.Vocabulary is null ? info.Standardises || modality.OwnLength ? float.NaN : 0 : modality.PaddingId ?? 0);
                }
            }

            inputs.Add(modality.Input, modality.Vocabulary is null
                ? OrtValue.CreateTensorValueFromMemory(values, shape)
                : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => (long)value), shape));
        }

        if (samples.Any(sample => sample.Count < info.Modalities.Count))
        {
            bool[] presence = [.. samples.SelectMany(sample => info.Modalities.Select(modality => sample.ContainsKey(modality.Name)))];
            inputs.Add(Presence, OrtValue.CreateTensorValueFromMemory(presence, [samples.Count, info.Modalities.Count]));
        }

        return inputs;
    }

    private void Check(IReadOnlyList<IReadOnlyDictionary<string, float[]>> samples)
    {
        string[] known = [.. info.Modalities.Select(modality => modality.Name)];
        for (int sample = 0; sample < samples.Count; sample++)
        {
            if (samples[sample].Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown)
            {
                throw new OnnxPredictionException($"Sample {sample}: {info.Model} has no modality '{unknown}'; it has {string.Join(", ", known)}.");
            }

            if (!info.Presence && known.FirstOrDefault(name => !samples[sample].ContainsKey(name)) is { } missing)
            {
                throw new OnnxPredictionException($"Sample {sample} has no modality {missing}, and the file has no input for the presence of modalities.");
            }
        }
    }

    // The number of values up to the last step that has one.
    private static int EndOf(float[] values, int features) => (Array.FindLastIndex(values, value => !float.IsNaN(value)) + features) / features * features;

    private void CheckValues(OnnxModality modality, int sample, float[] values)
    {
        bool isShorter = modality.OwnLength && values.Length < modality.Count && values.Length % modality.Shape[^1] == 0;
        if (values.Length != modality.Count && !isShorter)
        {
            throw new OnnxPredictionException(string.Create(
                CultureInfo.InvariantCulture,
                $"Sample {sample}: modality {modality.Name} has {modality.Count} values, [{string.Join(", ", modality.Shape)}], but {values.Length} were given."));
        }

        bool mayBeMissing = info.Standardises && modality.Vocabulary is null;
        int end = modality.OwnLength ? EndOf(values, modality.Shape[^1]) : values.Length;
        for (int i = 0; i < end; i++)
        {
            if (float.IsInfinity(values[i]) || (float.IsNaN(values[i]) && !mayBeMissing))
            {
                throw new OnnxPredictionException(string.Create(CultureInfo.InvariantCulture, $"Sample {sample}: value {i} of modality {modality.Name} is {values[i]}, which the model cannot take."));
            }

            if (modality.Vocabulary is { } vocabulary && (values[i] < 0 || values[i] >= vocabulary || values[i] != MathF.Floor(values[i])))
            {
                throw new OnnxPredictionException(string.Create(CultureInfo.InvariantCulture, $"Sample {sample}: value {i} of modality {modality.Name} is {values[i]}; expected a token id, a whole number from 0 to {vocabulary - 1}."));
            }
        }
    }
}
