namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a split by group. What it shares with a split at random is stated there.</summary>
public static class GroupSplitOptions
{
    /// <summary>The column.</summary>
    public static Option<string> Column { get; } =
        new("Column", OptionType.Text, "Column of the table, array of the source, or column of the file: the group of every sample, for example the patient.", "");

    /// <summary>The file.</summary>
    public static Option<string> File { get; } =
        new("File", OptionType.Text, "Another file that has the groups, .npy, or .csv with the column, from the folder of the experiment; none means that the source has them.", "");

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Split, "group", "Whole groups are dealt to the parts, so that none is in two of them.", Column, File, RandomSplitOptions.Train, RandomSplitOptions.Validation, RandomSplitOptions.Seed, RandomSplitOptions.Folds, RandomSplitOptions.Fold);
}
