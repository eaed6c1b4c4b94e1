using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Interpretation;

/// <summary>Groups the samples of a dataset: all, by class or label, and by which modalities are present.</summary>
public static class SampleGroups
{
    /// <summary>
    /// All samples, those of every class or with every label, and those of every pattern of present modalities where there is more than one. A modality is
    /// absent from a sample where the data have no value of it (<see cref="MultimodalDataset.MissingModalities"/>); zeros are values like others.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The samples as the model takes them.</param>
    /// <param name="reading">What is true of them.</param>
    public static IReadOnlyList<SampleGroup> Of(ModelDescription model, MultimodalDataset data, OutputReading reading)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(reading);
        int[] samples = [.. Enumerable.Range(0, data.Count)];
        List<SampleGroup> groups = [new("all", "All samples", samples)];
        string kind = model.Task.IsClass() ? "class" : "label";
        foreach ((int output, string name) in reading.Names.Index())
        {
            int[] members = [.. samples.Where(sample => reading.Belongs(sample, output))];
            groups.AddRange(members.Length > 0 ? [new SampleGroup(kind, name, members)] : []);
        }

        return [.. groups, .. ByPresence(model, data)];
    }

    /// <summary>The samples of every pattern of present modalities, the most frequent first; none where there is one only.</summary>
    internal static IReadOnlyList<SampleGroup> ByPresence(ModelDescription model, MultimodalDataset data)
    {
        if (data.Origin.IsComplete)
        {
            return [];
        }

        SampleGroup[] patterns =
        [
            .. Enumerable.Range(0, data.Count).GroupBy(Presence(model, data)).OrderByDescending(pattern => pattern.Count()).ThenBy(pattern => pattern.Key, StringComparer.Ordinal)
                .Select(pattern => new SampleGroup("present", pattern.Key, [.. pattern])),
        ];
        return patterns.Length > 1 ? patterns : [];
    }

    private static Func<int, string> Presence(ModelDescription model, MultimodalDataset data)
    {
        IReadOnlyList<IReadOnlyList<string>> missing = data.MissingModalities();
        return sample =>
        {
            string[] names = [.. model.ModalityNames.Where(modality => !missing[sample].Contains(modality))];
            return names.Length == 0 ? "none" : string.Join(" + ", names);
        };
    }
}
