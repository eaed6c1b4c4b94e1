using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about data drawn at random, of which the file itself says how many there are (I2MOE726 and I2MOE727).</summary>
public static class RandomDataRules
{
    /// <summary>Every part of the split has a sample.</summary>
    public static Rule FillsEveryPart { get; } = new(
        "I2MOE726",
        "The split leaves a part without samples",
        RuleSeverity.Error,
        "{0} samples with train: {1} and validation: {2} give parts of {3}, {4} and {5}, and every part needs a sample. Give more samples, or other shares.",
        DataText.Find(FindEmptyParts));

    /// <summary>There is a sample for every class.</summary>
    public static Rule SampleForEveryClass { get; } = new(
        "I2MOE727",
        "There are fewer samples than classes",
        RuleSeverity.Warning,
        "'samples' is {0}, but the task has {1} classes, so that some have no sample. Give {1} or more.",
        DataText.Find((specification, data) => data.Source.Definition == RandomDataOptions.Definition
            && data.Source.ValidInteger(RandomDataOptions.Samples) is int samples
            && specification.Task?.Definition is TaskDefinition { PredictsClass: true }
            && DataText.Outputs(specification.Task) is int classes
            && samples < classes
                ? [(DataText.InSource(RandomDataOptions.Samples), [OptionText.Value(samples), OptionText.Value(classes)])]
                : []));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [FillsEveryPart, SampleForEveryClass];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindEmptyParts(ModelSpecification specification, DataSpecification data)
    {
        if (data.Source.Definition == RandomDataOptions.Definition
            && data.Split.Definition == RandomSplitOptions.Definition
            && FoldRules.FoldsOf(data.Split) is not > 0
            && data.Source.ValidInteger(RandomDataOptions.Samples) is int samples
            && data.Split.ValidNumber(RandomSplitOptions.Train) is double train
            && data.Split.ValidNumber(RandomSplitOptions.Validation) is double validation
            && Math.Round(train + validation, 9) < 1)
        {
            int[] parts = Sizes(samples, train, validation);
            if (parts.Any(part => part <= 0))
            {
                SpecificationPath path = new Option[] { RandomSplitOptions.Validation, RandomSplitOptions.Train }.FirstOrDefault(data.Split.IsGiven) is { } given
                    ? DataText.InSplit(given)
                    : DataText.InSource(RandomDataOptions.Samples);
                yield return (path, [OptionText.Value(samples), OptionText.Value(train), OptionText.Value(validation), .. parts.Select(part => OptionText.Value(part))]);
            }
        }
    }

    // As the runtime rounds (SplitRows).
    private static int[] Sizes(int samples, double train, double validation)
    {
        int training = (int)Math.Round(samples * train, MidpointRounding.AwayFromZero);
        int validated = (int)Math.Round(samples * validation, MidpointRounding.AwayFromZero);
        return [training, validated, samples - training - validated];
    }
}
