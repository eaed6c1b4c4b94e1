namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a table as text.</summary>
public static class CsvDataOptions
{
    /// <summary>The file.</summary>
    public static Option<string> Path { get; } =
        new("Path", OptionType.Text, "The CSV file, whose first line has the names of the columns, from the folder of the experiment. It must be given.", "");

    /// <summary>The column of the class.</summary>
    public static Option<string> Label { get; } =
        new("Label", OptionType.Text, "Column of the class, for a classification.", "");

    /// <summary>The columns of the labels.</summary>
    public static Option<EquatableArray<string>> Labels { get; } =
        new("Labels", OptionType.TextList, "Columns of the labels, 0 or 1 each, for a multi-label task; one * stands for any text.", default);

    /// <summary>The column of the number.</summary>
    public static Option<string> Target { get; } =
        new("Target", OptionType.Text, "Column of the number, for a regression.", "");

    /// <summary>The names of the classes.</summary>
    public static Option<EquatableArray<string>> ClassNames { get; } =
        new("ClassNames", OptionType.TextList, "Names of the classes as they stand in the column, in the order of their numbers; none means those that occur, in alphabetical order.", default);

    /// <summary>The character between the columns.</summary>
    public static Option<string> Delimiter { get; } =
        new("Delimiter", OptionType.Text, "Character between the columns, for example \";\"; none means that it is found out.", "");

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Source, "csv", "A table as text, its columns grouped into modalities.", Path, Label, Labels, Target, ClassNames, Delimiter);
}
