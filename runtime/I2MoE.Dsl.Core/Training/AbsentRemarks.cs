using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Training;

/// <summary>What is to be said of modalities that samples lack although the model does not call them optional.</summary>
internal static class AbsentRemarks
{
    /// <summary>A remark for each such modality: how many samples of which part, what stands in its place, and what would be better.</summary>
    /// <param name="model">The model.</param>
    /// <param name="splits">The parts as the model takes them.</param>
    public static IEnumerable<string> Of(ModelDescription model, DataSplits splits)
    {
        (string Name, MultimodalDataset Data)[] parts = [("training", splits.Train), ("validation", splits.Validation), ("test", splits.Test)];
        IReadOnlyList<IReadOnlyList<string>>[] missing = [.. parts.Select(part => part.Data.Origin.IsComplete ? [] : part.Data.MissingModalities())];
        foreach (Modality modality in model.Modalities.Where(modality => !modality.IsOptional))
        {
            string[] counts =
            [
                .. parts.Zip(missing, (part, samples) => (part.Name, part.Data.Count, Missing: samples.Count(names => names.Contains(modality.Name))))
                    .Where(part => part.Missing > 0)
                    .Select(part => FormattableString.Invariant($"{part.Missing} of {part.Count} {part.Name} samples")),
            ];
            if (counts.Length > 0)
            {
                yield return $"{string.Join(", ", counts)} lack modality {modality.Name}, which is not optional: the mean of the training part stands in its place, and the experts that need it have no weight there. With Optional = true (in YAML optional: true) the model learns what stands in its place, and to do without it.";
            }
        }
    }
}
