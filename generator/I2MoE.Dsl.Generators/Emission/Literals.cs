using System.Globalization;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes values as C#, the same whatever the culture of the machine.</summary>
internal static class Literals
{
    /// <summary>A whole number.</summary>
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A double: the shortest text that reads back as the same value, always with a decimal point or an exponent.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value))
        {
            return "double.NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        }

        string text = NumberText.Shortest(value);
        return text.Contains('.') || text.Contains('E') ? text : text + ".0";
    }

    /// <summary>True or false.</summary>
    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>A text.</summary>
    public static string Of(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A name, with <c>@</c> where it is a keyword.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None
            ? name
            : "@" + name;

    /// <summary>A namespace, each part an identifier.</summary>
    public static string Namespace(string name) => string.Join(".", name.Split('.').Select(Identifier));

    /// <summary>The value of <paramref name="option"/> in <paramref name="component"/>; lists are in brackets.</summary>
    public static string Of(Component component, Option option) => component.Get(option) switch
    {
        int number when option.EnumType is not null => Choice(option.EnumType, number),
        Enum member => Choice(member.GetType(), Convert.ToInt32(member, CultureInfo.InvariantCulture)),
        int number => Of(number),
        double number => Of(number),
        bool flag => Of(flag),
        string text when option.Type == OptionType.Text => Of(text),
        string => component.FindType(option) is { IsAccessible: true } type ? $"typeof({type.FullName})" : "null",
        EquatableArray<int> list => $"[{string.Join(", ", list.Select(Of))}]",
        EquatableArray<double> list => $"[{string.Join(", ", list.Select(Of))}]",
        EquatableArray<string> list => $"[{string.Join(", ", list.Select(Of))}]",
        object value => throw new NotSupportedException($"Option {option.Name} has a value of type {value.GetType()}."),
    };

    private static string Choice(Type enumType, int value) => Enum.GetName(enumType, value) is { } name
        ? $"global::{enumType.FullName}.{name}"
        : $"(global::{enumType.FullName})({Of(value)})";
}
