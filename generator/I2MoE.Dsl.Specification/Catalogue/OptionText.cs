using System.Globalization;

namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>
/// How a range, a default and a value read in English, everywhere the same: docs, XML comments and diagnostics.
/// Numbers are written as in C#, whatever the culture.
/// </summary>
public static class OptionText
{
    /// <summary>The values allowed, for example <c>1 to 1024</c>, <c>greater than 0, up to 1000</c>, <c>Random, Mean, Zero</c> or <c>each 1 or more</c>.</summary>
    public static string Allowed(Option option) => option.Type switch
    {
        OptionType.Flag => "true, false",
        OptionType.NameList => "names of modalities",
        OptionType.Choice => string.Join(", ", Enum.GetNames(option.EnumType!)),
        OptionType.IntegerList or OptionType.NumberList => "each " + Range(option),
        OptionType.TypeName => option.RequiredType!.Text,
        OptionType.Text => "a text",
        OptionType.TextList => "a list of texts",
        OptionType.ValueList => "a list of texts and numbers",
        _ => Range(option),
    };

    /// <summary>The default, for example <c>0.5</c> or <c>Random</c>; <c>none</c> where the default stands for "not given".</summary>
    public static string Default(Option option) => option.DefaultValue switch
    {
        int number when !option.Allows(number) => "none",
        EquatableArray<int> { Count: 0 } or EquatableArray<double> { Count: 0 } or EquatableArray<string> { Count: 0 } or "" => "none",
        object value => Value(value),
    };

    /// <summary>A value as it is written in a message, for example <c>0.5</c>, <c>true</c> or <c>[3, 16, 16]</c>.</summary>
    public static string Value(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        EquatableArray<int> list => List(list),
        EquatableArray<double> list => List(list),
        EquatableArray<string> list => List(list),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string List<T>(IEnumerable<T> items)
        where T : notnull => $"[{string.Join(", ", items.Select(item => Value(item)))}]";

    private static string Range(Option option)
    {
        bool hasMinimum = !double.IsNegativeInfinity(option.Minimum);
        bool hasMaximum = !double.IsPositiveInfinity(option.Maximum);
        string minimum = Value(option.Minimum);
        string maximum = Value(option.Maximum);
        return (hasMinimum, hasMaximum, option.MinimumIsExclusive) switch
        {
            (true, true, false) => $"{minimum} to {maximum}",
            (true, true, true) => $"greater than {minimum}, up to {maximum}",
            (true, false, false) => $"{minimum} or more",
            (true, false, true) => $"greater than {minimum}",
            (false, true, _) => $"up to {maximum}",
            _ => "any number",
        };
    }
}
