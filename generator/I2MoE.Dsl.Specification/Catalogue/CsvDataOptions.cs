namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a table as text.</summary>
public static class CsvDataOptions
{
    /// <summary>The file.</summary>
    public static Option<string> Path { get; } =
        new("Path", OptionType.Text, "The CSV file (also .csv.gz), whose first line has the names of the columns, from the folder of the experiment. It must be given.", "");

    /// <summary>The column of the class.</summary>
    public static Option<string> Label { get; } =
        new("Label", OptionType.Text, "Column of the class, for a classification.", "");

    /// <summary>The columns of the labels.</summary>
    public static Option<EquatableArray<string>> Labels { get; } =
        new("Labels", OptionType.TextList, "Columns of the labels, 0 or 1 each, for a multi-label task; one * stands for any text.", default);

    /// <summary>The column of the number.</summary>
    public static Option<string> Target { get; } =
        new("Target", OptionType.Text, "Column of the number, for a regression or a count; of the time, for survival.", "");

    /// <summary>The column that says whether the event happened.</summary>
    public static Option<string> Event { get; } =
        new("Event", OptionType.Text, "Column that says for survival whether the event happened at the time of target (1 or true) or is later than it (0 or false).", "");

    /// <summary>The names of the classes.</summary>
    public static Option<EquatableArray<string>> ClassNames { get; } =
        new("ClassNames", OptionType.TextList, "Names of the classes as they stand in the column, in the order of their numbers, numbers compared as numbers; none means those that occur, in alphabetical order, or whole numbers from 0.", default);

    /// <summary>The character between the columns.</summary>
    public static Option<string> Delimiter { get; } =
        new("Delimiter", OptionType.Text, "Character between the columns, for example \";\"; none means that it is found out.", "");

    /// <summary>What stands for a missing value.</summary>
    public static Option<EquatableArray<string>> Missing { get; } =
        new("Missing", OptionType.ValueList, "What stands for a missing value besides the empty cell, NaN, NA, N/A, n/a, #N/A, None, null, NULL, <NA>, ?, - and the dot alone; a number means every way to write it.", default);

    /// <summary>How the file is encoded.</summary>
    public static Option<string> Encoding { get; } =
        new("Encoding", OptionType.Text, "How the text is encoded: utf-8, latin1, windows-1252 or utf-16; a byte order mark decides before it.", TextEncodingNames.Utf8);

    /// <summary>Whether the first line names the columns.</summary>
    public static Option<bool> Header { get; } =
        new("Header", OptionType.Flag, "Whether the first line has the names of the columns; without it they are c1, c2 and so on.", true);

    /// <summary>The mark of lines of comment.</summary>
    public static Option<string> Comment { get; } =
        new("Comment", OptionType.Text, "Character at the beginning of lines that are passed over, for example \"#\"; none passes over lines with # before the header only.", "");

    /// <summary>The character before the decimals.</summary>
    public static Option<string> Decimal { get; } =
        new("Decimal", OptionType.Text, "Character before the decimals of a number, for example \",\".", ".");

    /// <summary>The character between groups of digits.</summary>
    public static Option<string> Thousands { get; } =
        new("Thousands", OptionType.Text, "Character between groups of three digits, for example \".\"; none means that there is none.", "");

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Source, "csv", "A table as text, its columns grouped into modalities.", Path, Label, Labels, Target, Event, ClassNames, Missing, Delimiter, Encoding, Header, Comment, Decimal, Thousands, IdentityOptions.Id, IdentityOptions.Ids);
}
