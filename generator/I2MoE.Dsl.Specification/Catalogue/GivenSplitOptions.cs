namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a split that the data state.</summary>
public static class GivenSplitOptions
{
    /// <summary>The column.</summary>
    public static Option<string> Column { get; } =
        new("Column", OptionType.Text, "Column of the table, array of the source, or column of the file: train, validation or test for every sample; or 0, 1 and 2 for these; or, where no 2 occurs, 0 (training) and 1 (test).", "");

    /// <summary>The file.</summary>
    public static Option<string> File { get; } =
        new("File", OptionType.Text, "Another file that has the parts, .npy, or .csv with the column, from the folder of the experiment; none means that the source has them.", "");

    /// <summary>The validation part.</summary>
    public static Option<double> Validation { get; } =
        new("Validation", OptionType.Number, "Part of the training samples for validation where no sample is given to it.", 0.15, minimum: 0, maximum: 0.99, minimumIsExclusive: true);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Split, "given", "The data say which part a sample belongs to.", Column, File, Validation, RandomSplitOptions.Seed);
}
