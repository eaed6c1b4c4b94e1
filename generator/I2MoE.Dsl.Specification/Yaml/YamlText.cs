using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>How names and values of YAML read in messages.</summary>
internal static class YamlText
{
    private const int ShownLength = 60;

    /// <summary>A text of the file, short and without control characters.</summary>
    public static string Show(string text) => ShownText.Of(text);

    /// <summary>A message without control characters, which texts of a file may have.</summary>
    public static string Clean(string message) => message.Any(IsUnprintable) ? new string([.. message.Select(c => IsUnprintable(c) ? '?' : c)]) : message;

    /// <summary>A value in a few words, for example <c>the text 'abc'</c>.</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlScalar { IsNull: true } => "empty",
        YamlScalar { IsQuoted: true } scalar => $"the text '{Show(scalar.Text)}'",
        YamlScalar scalar => $"'{Show(scalar.Text)}'",
        YamlSequence => "a list",
        _ => "a mapping",
    };

    /// <summary>The question at the end of a message, or nothing. Long names are not compared with anything.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates) =>
        name.Length is 0 or > ShownLength ? "" : NearestName.Suggest(name, candidates);

    /// <summary>What an option takes, for example <c>a whole number, 1 to 1024</c>.</summary>
    public static string Allowed(Option option) => option.Type switch
    {
        OptionType.Integer => "a whole number, " + OptionText.Allowed(option),
        OptionType.Number when option.IsDuration => "a time such as 90s, 10min or 1.5h, in seconds " + OptionText.Allowed(option),
        OptionType.Number => "a number, " + OptionText.Allowed(option),
        OptionType.Flag when option.Word is { } word => $"true, false or {word}",
        OptionType.Flag => "true or false",
        OptionType.Choice => string.Join(", ", Choices(option)),
        OptionType.IntegerList => "a list of whole numbers, " + OptionText.Allowed(option),
        OptionType.NumberList when option.Word is { } word => $"{word}, or a list of numbers, " + OptionText.Allowed(option),
        OptionType.NumberList => "a list of numbers, " + OptionText.Allowed(option),
        OptionType.NameList => "a list of names of modalities",
        OptionType.Text => "a text",
        OptionType.TextList => "a text or a list of texts",
        OptionType.ValueList => "a text, a number, or a list of texts and numbers",
        _ => "the full name of " + OptionText.Allowed(option),
    };

    /// <summary>The members of a choice as YAML has them.</summary>
    public static IReadOnlyList<string> Choices(Option option) => [.. Enum.GetNames(option.EnumType!).Select(SnakeCase)];

    /// <summary><c>HiddenDim</c> as <c>hidden_dim</c>.</summary>
    public static string SnakeCase(string name) => Option.ToSnakeCase(name);

    private static bool IsUnprintable(char c) => char.IsControl(c) || char.IsSurrogate(c);
}
