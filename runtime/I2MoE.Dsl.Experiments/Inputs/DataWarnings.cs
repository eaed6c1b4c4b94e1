using I2MoE.Dsl.Data;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>What is strange about the parts of the data though it can be trained on, told before training.</summary>
internal static class DataWarnings
{
    /// <summary>The warnings, each a sentence or two.</summary>
    /// <param name="model">The model.</param>
    /// <param name="splits">The parts as the model takes them.</param>
    /// <param name="chosenBy">Where classes have different weights in the loss, the metric without weights that chooses the best epoch; null otherwise.</param>
    public static IEnumerable<string> Of(ModelDescription model, DataSplits splits, string? chosenBy)
    {
        ArgumentNullException.ThrowIfNull(splits);
        if (splits.Train.Lost is { } lost)
        {
            yield return lost;
        }

        (string Name, MultimodalDataset Data)[] parts = [("training", splits.Train), ("validation", splits.Validation), ("test", splits.Test)];
        foreach (string warning in parts.SelectMany(part => MissingModalities(model, part.Name, part.Data)))
        {
            yield return warning;
        }

        foreach (string remark in AbsentRemarks.Of(model, splits))
        {
            yield return remark;
        }

        foreach (string warning in new UnlearnedFeatures(model, splits).Find())
        {
            yield return warning;
        }

        foreach (string warning in SimilarLevels.Find(splits.Train))
        {
            yield return warning;
        }

        foreach (string warning in RepeatedSamples.Find(splits))
        {
            yield return warning;
        }

        foreach (string warning in new LabelWarnings(model, splits).Find(chosenBy))
        {
            yield return warning;
        }

        if (model.Task == TaskKind.Regression && splits.Standardiser is null && TargetScaling.Of(splits.Train) is { } target && IsHardToLearn(target))
        {
            yield return FormattableString.Invariant(
                $"The targets have the mean {target.Mean:G4} and the standard deviation {target.Deviation:G4}, which a model that starts at 0 hardly learns. With standardise: true in the data section it learns standardised targets; all that it says stays in these units.");
        }

        if (model.Task == TaskKind.Count && splits.Standardiser is null && TargetScaling.Of(splits.Train) is { } counts && IsFarFromOne(counts))
        {
            yield return FormattableString.Invariant(
                $"The counts have the mean {counts.Mean:G4}, while a model begins by expecting about 1: its first steps are as large as the counts, and e^output may overflow. With standardise: true in the data section it learns counts divided by their mean; all that it says stays in these units.");
        }
    }

    // Outputs are logarithms and begin near 0, where 1 is expected.
    private static bool IsFarFromOne(TargetScaling counts) => counts.Mean is > 30 or (> 0 and < 0.03);

    // The loss is quadratic for errors below 1 and linear above, and outputs begin near 0.
    private static bool IsHardToLearn(TargetScaling target) => Math.Abs(target.Mean) > 10 || target.Deviation is > 10 or < 0.1;

    private static IEnumerable<string> MissingModalities(ModelDescription model, string part, MultimodalDataset data)
    {
        IReadOnlyList<IReadOnlyList<string>> missing = data.MissingModalities();
        return model.ModalityNames.Where(modality => missing.All(names => names.Contains(modality))).Select(modality => FormattableString.Invariant(
            $"Modality {modality} is missing from all {data.Count} samples of the {part} part; {(part == "training" ? "nothing can be learned of it" : "its experts have no say about them")}."));
    }
}
