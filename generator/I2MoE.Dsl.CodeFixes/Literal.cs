using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>Writes values and attributes as a user writes them.</summary>
internal static class Literal
{
    /// <summary>The value of an option, for example <c>[3, 16, 16]</c>, <c>Masking.Zero</c> or <c>[nameof(Image)]</c>.</summary>
    public static string Of(Option option, object value) => (option.Type, value) switch
    {
        (OptionType.Choice, _) when option.EnumType is { } choices && Enum.IsDefined(choices, Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)) =>
            $"{choices.Name}.{Enum.ToObject(choices, Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture))}",
        (OptionType.Choice, _) => $"({option.EnumType!.Name}){OptionText.Value(value)}",
        (OptionType.Text, string text) => SymbolDisplay.FormatLiteral(text, quote: true),
        (OptionType.TypeName, string name) => $"typeof({name})",
        (_, EquatableArray<string> names) => $"[{string.Join(", ", names.Select(NameOf))}]",
        (_, EquatableArray<double> numbers) => $"[{string.Join(", ", numbers.Select(Number))}]",
        (_, double number) => Number(number),
        _ => OptionText.Value(value),
    };

    /// <summary>An element of a list.</summary>
    public static string OfElement(object element) => element is string name ? NameOf(name) : OptionText.Value(element);

    /// <summary>A component without brackets, for example <c>Classification(Classes = 2)</c>.</summary>
    public static string Of(Component component)
    {
        string arguments = string.Join(", ", component.Given
            .Select(given => (given, Option: component.Definition.FindOption(given.Option)))
            .Where(pair => pair.Option is not null)
            .Select(pair => $"{pair.given.Option} = {Of(pair.Option!, pair.given.Value)}"));
        return component.Definition.AttributeName + (arguments.Length > 0 ? $"({arguments})" : "");
    }

    /// <summary>A name as an identifier, with <c>@</c> where it is a keyword.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string NameOf(string name) => $"nameof({Identifier(name)})";

    private static string Number(double number) => number switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double.NaN => "double.NaN",
        _ => OptionText.Value(number),
    };
}
