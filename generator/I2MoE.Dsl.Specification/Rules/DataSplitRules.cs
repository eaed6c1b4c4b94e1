using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about how data are split (I2MOE619 to I2MOE623).</summary>
public static class DataSplitRules
{
    /// <summary>The parts leave something for testing.</summary>
    public static Rule LeavesTestPart { get; } = new(
        "I2MOE619",
        "The split leaves nothing for testing",
        RuleSeverity.Error,
        "train: {0} and validation: {1} leave nothing for testing. Their sum is {2}; allowed: below 1.",
        DataText.Find(FindNoTestPart));

    /// <summary>A split has what it goes by.</summary>
    public static Rule HasColumn { get; } = new(
        "I2MOE620",
        "A split does not say what it goes by",
        RuleSeverity.Error,
        "The {0} split needs 'column', a column or array of the source with {1}, or 'file', another file that has it.",
        DataText.Find((_, data) => Names(data.Split) && !data.Split.IsGiven(Option(data.Split, "Column")) && !data.Split.IsGiven(Option(data.Split, "File"))
            ? [(DataText.InSplit(), [data.Split.Definition.Kind, data.Split.Definition == GroupSplitOptions.Definition ? "the group of every sample" : "the part of every sample"])]
            : []));

    /// <summary>The file of a split can be read.</summary>
    public static Rule FileIsReadable { get; } = new(
        "I2MOE621",
        "The file of a split cannot be read",
        RuleSeverity.Error,
        "'file' is '{0}'. Allowed: a .npy file, or a .csv file together with 'column'.",
        DataText.Find((_, data) => data.Split.TextOf("File") is { } file && file.Trim().Length > 0 && !IsReadable(file, data.Split)
            ? [(DataText.InSplit(Option(data.Split, "File")), [file])]
            : []));

    /// <summary>A source that has no columns does not split by one.</summary>
    public static Rule SourceHasColumn { get; } = new(
        "I2MOE622",
        "Random data are split by a column",
        RuleSeverity.Error,
        "The random source has no column '{0}' to split by. Use the random split, or 'file'.",
        DataText.Find((_, data) => data.Source.Definition == RandomDataOptions.Definition && data.Split.TextOf("Column") is { Length: > 0 } column && !data.Split.IsGiven(Option(data.Split, "File"))
            ? [(DataText.InSplit(Option(data.Split, "Column")), [column])]
            : []));

    /// <summary>Classes keep their shares where there are classes.</summary>
    public static Rule StratifyHasEffect { get; } = new(
        "I2MOE623",
        "Shares of classes are kept where there are no classes",
        RuleSeverity.Warning,
        "'stratify' has no effect in a {0} task, which has no classes to keep the shares of. Remove it.",
        DataText.Find((specification, data) => data.Split.Definition == RandomSplitOptions.Definition
            && data.Split.IsGiven(RandomSplitOptions.Stratify)
            && data.Split.Get((Option)RandomSplitOptions.Stratify) is true
            && specification.Task is { } task
            && task.Definition is not TaskDefinition { PredictsClass: true }
                ? [(DataText.InSplit(RandomSplitOptions.Stratify), [task.Definition.Kind])]
                : []));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [LeavesTestPart, HasColumn, FileIsReadable, SourceHasColumn, StratifyHasEffect];

    private static bool Names(Component split) => split.Definition == GivenSplitOptions.Definition || split.Definition == GroupSplitOptions.Definition;

    private static Option Option(Component split, string name) => split.Definition.FindOption(name)!;

    private static bool IsReadable(string file, Component split) =>
        file.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
        || (file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && split.IsGiven(Option(split, "Column")));

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindNoTestPart(ModelSpecification specification, DataSpecification data)
    {
        if (FoldRules.FoldsOf(data.Split) is not > 0
            && data.Split.Definition.FindOption("Train") is Option<double> train
            && data.Split.ValidNumber(train) is double training
            && data.Split.ValidNumber(RandomSplitOptions.Validation) is double validation
            && Math.Round(training + validation, 9) is double sum
            && sum >= 1)
        {
            Option wrong = data.Split.IsGiven(train) ? train : RandomSplitOptions.Validation;
            yield return (DataText.InSplit(wrong), [OptionText.Value(training), OptionText.Value(validation), OptionText.Value(sum)]);
        }
    }
}
