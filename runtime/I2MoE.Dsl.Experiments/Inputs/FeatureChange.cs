using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using TorchSharp;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Another value of a feature of a sample, to see what the model would say then.</summary>
/// <param name="Modality">The modality.</param>
/// <param name="Place">The place of the feature in it, over the shape of a sample.</param>
/// <param name="Name">Its name; where it has none, its place.</param>
/// <param name="Value">The value, in the units of the data.</param>
internal sealed record FeatureChange(Modality Modality, int Place, string Name, double Value)
{
    /// <summary>Reads <c>FEATURE=VALUE</c>, <c>MODALITY.FEATURE=VALUE</c> or <c>MODALITY.PLACE=VALUE</c>.</summary>
    /// <param name="given">What was given.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The samples, whose features have names.</param>
    /// <exception cref="ExperimentException">There is no such feature, several have the name, or the value is no number.</exception>
    public static FeatureChange Of(string given, ModelDescription model, MultimodalDataset data)
    {
        // Names of features may have a sign of equality in them, numbers have none.
        int equals = given.LastIndexOf('=');
        if (equals <= 0 || !double.TryParse(given[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            throw new ExperimentException($"--change takes FEATURE=VALUE, the value a number in the units of the data, for example age=50, but was given '{given}'.");
        }

        string feature = given[..equals].Trim();
        (Modality Modality, int Place, string Name)[] found = [.. Named(feature, model, data)];
        return found.Length switch
        {
            1 => new FeatureChange(found[0].Modality, found[0].Place, found[0].Name, value),
            0 => throw new ExperimentException($"--change: there is no feature '{feature}'.{Hint(feature, model, data)}"),
            _ => throw new ExperimentException($"--change: '{feature}' is a feature of {NearestName.List([.. found.Select(its => its.Modality.Name)])}; say which, for example {found[0].Modality.Name}.{feature}={given[(equals + 1)..]}"),
        };
    }

    /// <summary>A batch of one sample with the changes made.</summary>
    /// <param name="batch">The sample as the model takes it.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="standardiser">How the data were standardised; null where they were not.</param>
    /// <exception cref="ExperimentException">A value is too large for the model.</exception>
    public static MultimodalBatch Make(MultimodalBatch batch, IReadOnlyList<FeatureChange> changes, Standardiser? standardiser)
    {
        torch.Tensor[] inputs = [.. batch.Inputs];
        foreach (IGrouping<Modality, FeatureChange> of in changes.GroupBy(change => change.Modality))
        {
            torch.Tensor changed = inputs[of.Key.Index].clone();
            torch.Tensor values = changed.reshape(-1);
            foreach (FeatureChange change in of)
            {
                float value = (float)change.Standardised(standardiser);
                values[change.Place] = float.IsFinite(value)
                    ? torch.tensor(value, device: changed.device)
                    : throw new ExperimentException(FormattableString.Invariant($"--change: {change.Name}={change.Value} is beyond what the 32-bit numbers of the model hold."));
            }

            inputs[of.Key.Index] = values.reshape(changed.shape);
        }

        return batch with { Inputs = inputs };
    }

    /// <summary>The value that the sample has, in the units of the data.</summary>
    /// <param name="batch">The sample as the model takes it.</param>
    /// <param name="standardiser">How the data were standardised; null where they were not.</param>
    public double Before(MultimodalBatch batch, Standardiser? standardiser)
    {
        using torch.Tensor values = batch.Inputs[Modality.Index].reshape(-1);
        float value = values[Place].item<float>();
        return standardiser?.InUnits(Modality.Name, Place, value) ?? value;
    }

    private double Standardised(Standardiser? standardiser) =>
        standardiser is not null && standardiser.Mean.TryGetValue(Modality.Name, out double[]? mean) ? (Value - mean[Place]) / standardiser.Deviation[Modality.Name][Place] : Value;

    private static IEnumerable<(Modality Modality, int Place, string Name)> Named(string feature, ModelDescription model, MultimodalDataset data)
    {
        foreach (Modality modality in model.Modalities.Where(modality => modality.Vocabulary is null))
        {
            IReadOnlyList<string>? names = data.FeatureNames.GetValueOrDefault(modality.Name);
            string? inner = feature.StartsWith(modality.Name + ".", StringComparison.OrdinalIgnoreCase) ? feature[(modality.Name.Length + 1)..] : null;
            int place = names is null ? -1 : Array.FindIndex([.. names], name => name == feature || name == inner);
            if (place >= 0)
            {
                yield return (modality, place, names![place]);
            }
            else if (int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < modality.Shape.Aggregate(1, (product, length) => product * length))
            {
                yield return (modality, number, names is null ? number.ToString(CultureInfo.InvariantCulture) : names[number]);
            }
        }
    }

    private static string Hint(string feature, ModelDescription model, MultimodalDataset data)
    {
        if (model.Modalities.FirstOrDefault(modality => modality.Vocabulary is not null && feature.StartsWith(modality.Name + ".", StringComparison.OrdinalIgnoreCase)) is { } tokens)
        {
            return $" {tokens.Name} has token ids, which no number stands between; --mask {tokens.Name} leaves it out.";
        }

        string[] names = [.. data.FeatureNames.Values.SelectMany(these => these)];
        string suggestion = NearestName.Suggest(feature, [.. names, .. model.ModalityNames.SelectMany(modality => data.FeatureNames.GetValueOrDefault(modality, []).Select(name => $"{modality}.{name}"))]);
        return names.Length == 0 ? $" Features have no names here: give modality and place, from 0, for example {model.ModalityNames[0]}.0=1" : suggestion;
    }
}
