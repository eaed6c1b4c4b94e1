using System.Globalization;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Reads the value of one option of the catalogue.</summary>
internal static class OptionReader
{
    private static readonly (string Unit, double Seconds)[] s_units = [("min", 60), ("m", 60), ("s", 1), ("h", 3600), ("d", 86_400)];

    /// <summary>The value; null, with a problem, where it does not have the option's type.</summary>
    public static OptionValue? Read(Option option, YamlNode node, YamlProblems problems)
    {
        if (node is YamlBroken)
        {
            return null;
        }

        object? value = option.Type switch
        {
            OptionType.Integer => Integer(node),
            OptionType.Number => PlainNumber(node) ?? (option.IsDuration ? Duration(node) : null),
            OptionType.Flag => Flag(node),
            OptionType.Choice => Choice(option, node, problems),
            OptionType.IntegerList => List(node, Integer),
            OptionType.NumberList => List(node, PlainNumber),
            OptionType.NameList => Names(node),
            OptionType.TypeName => TypeName(node),
            OptionType.Text => Text(node),
            OptionType.TextList => ReadTexts(node),
            OptionType.ValueList => ReadTexts(node, TextOrNumber),
            _ => null,
        };
        bool isOtherChoice = option.Type == OptionType.Choice && node is YamlScalar { IsNull: false };
        if (value is null && !isOtherChoice)
        {
            YamlNode wrong = FindWrong(option, node);
            problems.Add(YamlRules.HasType, wrong.Place, option.YamlName, YamlText.Describe(wrong), YamlText.Allowed(option), Hint(option, wrong));
        }

        return value is null ? null : new OptionValue(option.Name, value);
    }

    /// <summary>A list of texts, of which a text alone is one; null where it is neither.</summary>
    public static EquatableArray<string>? ReadTexts(YamlNode node) => ReadTexts(node, Text);

    /// <summary>A list of texts and numbers, of which one alone is a list; null where it is neither.</summary>
    public static EquatableArray<string>? ReadValues(YamlNode node) => ReadTexts(node, TextOrNumber);

    /// <summary>The first element that is no text, or the value itself.</summary>
    public static YamlNode FindWrongText(YamlNode node) =>
        (node as YamlSequence)?.Items.FirstOrDefault(item => Text(item) is null) ?? node;

    /// <summary>What was meant by a value that would be a text in quotes.</summary>
    public static string TextHint(YamlNode node) =>
        node is YamlScalar { IsNull: false, IsQuoted: false } scalar ? $" Did you mean \"{YamlText.Show(scalar.Text)}\"?" : "";

    private static EquatableArray<string>? ReadTexts(YamlNode node, Func<YamlNode, string?> readItem) => node switch
    {
        YamlScalar => readItem(node) is { } text ? new EquatableArray<string>([text]) : null,
        YamlSequence list when list.Items.Select(readItem).OfType<string>().ToList() is { } texts && texts.Count == list.Items.Count => texts.ToEquatableArray(),
        _ => null,
    };

    private static string? TextOrNumber(YamlNode node) => Text(node) ?? (Number(node) is null ? null : ((YamlScalar)node).Text);

    // What YAML takes for a number or a truth value is no text, but may be one in quotes.
    private static string? Text(YamlNode node) =>
        node is YamlScalar { IsNull: false } scalar && (scalar.IsQuoted || (Number(node) is null && Flag(node) is null)) ? scalar.Text : null;

    private static int? Integer(YamlNode node) =>
        node is YamlScalar { IsQuoted: false } scalar && !HasLeadingZero(scalar.Text) && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : null;

    /// <summary>The number that a value is, written in a way that every version of YAML reads alike; null where it is none.</summary>
    internal static double? PlainNumber(YamlNode node) => node is YamlScalar scalar && HasLeadingZero(scalar.Text) ? null : Number(node);

    // 017 is 15 by version 1.1 of YAML and 17 by version 1.2, and either may be meant.
    private static bool HasLeadingZero(string text)
    {
        string digits = text.TrimStart('+', '-');
        return digits.Length > 1 && digits[0] == '0' && digits[1] is >= '0' and <= '9';
    }

    private static double? Number(YamlNode node)
    {
        if (node is not YamlScalar { IsQuoted: false } scalar)
        {
            return null;
        }

        switch (scalar.Text)
        {
            case ".inf" or "+.inf":
                return double.PositiveInfinity;
            case "-.inf":
                return double.NegativeInfinity;
            case ".nan":
                return double.NaN;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        bool hasDigit = scalar.Text.Any(c => c is >= '0' and <= '9');
        return hasDigit && double.TryParse(scalar.Text, Style, CultureInfo.InvariantCulture, out double value) ? value : null;
    }

    // 90s, 10min, 1.5h or 2d in seconds.
    private static double? Duration(YamlNode node)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
        {
            return null;
        }

        foreach ((string unit, double seconds) in s_units)
        {
            if (scalar.Text.EndsWith(unit, StringComparison.Ordinal)
                && Number(scalar with { Text = scalar.Text.Substring(0, scalar.Text.Length - unit.Length).TrimEnd(), IsQuoted = false }) is double count)
            {
                return count * seconds;
            }
        }

        return null;
    }

    private static bool? Flag(YamlNode node) => node is YamlScalar { IsQuoted: false } scalar
        ? scalar.Text switch
        {
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => null,
        }
        : null;

    private static int? Choice(Option option, YamlNode node, YamlProblems problems)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
        {
            return null;
        }

        foreach (object member in Enum.GetValues(option.EnumType!))
        {
            if (YamlText.SnakeCase(member.ToString()) == scalar.Text)
            {
                return Convert.ToInt32(member, CultureInfo.InvariantCulture);
            }
        }

        IReadOnlyList<string> choices = YamlText.Choices(option);
        problems.Add(YamlRules.KnownYamlChoice, node.Place, option.YamlName, YamlText.Show(scalar.Text), string.Join(", ", choices), YamlText.Suggest(scalar.Text, choices));
        return null;
    }

    private static EquatableArray<T>? List<T>(YamlNode node, Func<YamlNode, T?> readItem)
        where T : struct, IEquatable<T>
    {
        if (node is not YamlSequence sequence)
        {
            return null;
        }

        List<T> items = sequence.Items.Select(readItem).OfType<T>().ToList();
        return items.Count == sequence.Items.Count ? items.ToEquatableArray() : null;
    }

    private static EquatableArray<string>? Names(YamlNode node) =>
        node is YamlSequence sequence && sequence.Items.All(item => item is YamlScalar { IsNull: false })
            ? sequence.Items.Select(item => ModalityName(((YamlScalar)item).Text)).ToEquatableArray()
            : null;

    // A name that no modality can have stays as it is, for the rules to say so.
    private static string ModalityName(string name) => YamlNames.IsModalityKey(name) ? YamlNames.PascalCase(name) : YamlText.Show(name);

    private static string? TypeName(YamlNode node) =>
        node is YamlScalar scalar && YamlNames.IsDottedName(scalar.Text) ? "global::" + scalar.Text : null;

    // In a list, the first element that is wrong.
    private static YamlNode FindWrong(Option option, YamlNode node) => (option.Type, node) switch
    {
        (OptionType.IntegerList, YamlSequence list) => list.Items.FirstOrDefault(item => Integer(item) is null) ?? node,
        (OptionType.NumberList, YamlSequence list) => list.Items.FirstOrDefault(item => PlainNumber(item) is null) ?? node,
        (OptionType.NameList, YamlSequence list) => list.Items.FirstOrDefault(item => item is not YamlScalar { IsNull: false }) ?? node,
        (OptionType.TextList, _) => FindWrongText(node),
        (OptionType.ValueList, YamlSequence list) => list.Items.FirstOrDefault(item => TextOrNumber(item) is null) ?? node,
        _ => node,
    };

    // The slips that the value itself gives away.
    private static string Hint(Option option, YamlNode node)
    {
        if (node is not YamlScalar scalar)
        {
            return "";
        }

        if (option.Type is OptionType.Text or OptionType.TextList or OptionType.ValueList)
        {
            return TextHint(node);
        }

        var plain = new YamlScalar(scalar.Place, scalar.Text, IsQuoted: false);
        string? meant = option.Type switch
        {
            OptionType.Flag => scalar.Text.ToUpperInvariant() switch
            {
                "YES" or "ON" or "Y" or "1" or "TRUE" => "true",
                "NO" or "OFF" or "N" or "0" or "FALSE" => "false",
                _ => option.Word is { } word ? NearestName.Find(scalar.Text, [word]) : null,
            },
            OptionType.Integer when scalar.IsQuoted && Integer(plain) is not null => scalar.Text,
            OptionType.Integer when Number(plain) is double number && Math.Abs(number) < int.MaxValue && Math.Floor(number).Equals(number) => OptionText.Value((int)number),
            OptionType.Number when scalar.IsQuoted && Number(plain) is not null => scalar.Text,
            OptionType.Number when HasLeadingZero(scalar.Text) && Number(plain) is double number => OptionText.Value(number),
            OptionType.Number when Number(plain with { Text = scalar.Text.Replace(',', '.') }) is not null => scalar.Text.Replace(',', '.'),
            OptionType.IntegerList when Integer(plain) is not null => $"[{scalar.Text}]",
            OptionType.NumberList when Number(plain) is not null => $"[{scalar.Text}]",
            OptionType.NameList when YamlNames.IsIdentifier(scalar.Text) => $"[{scalar.Text}]",
            _ => null,
        };
        return meant is null ? "" : $" Did you mean {YamlText.Show(meant)}?";
    }
}
