using System.Globalization;
using System.Text;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Proof.Texts;

/// <summary>Writes a specification as a class with attributes.</summary>
internal static class AttributeText
{
    /// <summary>The C# file.</summary>
    public static string Write(ModelSpecification specification)
    {
        Declaration declaration = specification.Declaration;
        var text = new StringBuilder();
        if (declaration.Namespace.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"namespace {declaration.Namespace};\n\n");
        }

        if (declaration.IsNested)
        {
            text.Append(CultureInfo.InvariantCulture, $"public partial class Around{declaration.Name}\n{{\n");
        }

        text.Append("[I2MoEModel]\n");
        WriteAttributes(text, [.. specification.Tasks, .. specification.Fusions]);
        WriteAttributes(text, new[] { specification.Experts, specification.Reweighting, specification.Missing, specification.Training }.Where(component => component.Given.Count > 0));
        text.Append(Header(declaration)).Append("\n{\n");
        WriteMembers(text, declaration);
        foreach (ModalitySpecification modality in specification.Modalities)
        {
            if (modality.Options.Given.Count > 0 || modality.Encoders.Count == 0)
            {
                WriteAttributes(text, [modality.Options]);
            }

            WriteAttributes(text, modality.Encoders);
            string partial = modality.IsPartialProperty ? "partial " : "";
            string initializer = modality.IsPartialProperty ? "" : " = null!;";
            text.Append(CultureInfo.InvariantCulture, $"    public {partial}Modality {Identifier(modality.Name)} {{ get; }}{initializer}\n\n");
        }

        return text.Append(declaration.IsNested ? "}\n}\n" : "}\n").ToString();
    }

    private static string Header(Declaration declaration)
    {
        string[] words =
        [
            declaration.IsFileLocal ? "file" : declaration.Accessibility,
            declaration.IsStatic ? "static" : "",
            declaration.IsAbstract ? "abstract" : "",
            declaration.IsPartial ? "partial" : "",
            declaration.IsRecord ? "record" : "class",
            declaration.Name + (declaration.IsGeneric ? "<T>" : "") + (declaration.Constructor == ConstructorClash.Primary ? "(int size)" : ""),
            declaration.BaseClass is { } baseClass ? ": " + baseClass : "",
        ];
        return string.Join(" ", words.Where(word => word.Length > 0));
    }

    private static void WriteMembers(StringBuilder text, Declaration declaration)
    {
        if (declaration.Constructor is ConstructorClash.SameParameters or ConstructorClash.NotChained)
        {
            string parameter = declaration.Constructor == ConstructorClash.SameParameters ? "long start" : "string label";
            text.Append(CultureInfo.InvariantCulture, $"    public {declaration.Name}({parameter}) {{ }}\n\n");
        }

        foreach (string member in declaration.ClashingMembers)
        {
            text.Append(CultureInfo.InvariantCulture, $"    public int {member} => 1;\n\n");
        }
    }

    private static void WriteAttributes(StringBuilder text, IEnumerable<Component> components)
    {
        foreach (Component component in components)
        {
            string arguments = string.Join(", ", component.Given.Select(given => $"{given.Option} = {Value(component.Definition.FindOption(given.Option)!, given.Value)}"));
            text.Append(CultureInfo.InvariantCulture, $"[{component.Definition.AttributeName}{(arguments.Length > 0 ? $"({arguments})" : "")}]\n");
        }
    }

    private static string Value(Option option, object value) => value switch
    {
        int number when option.EnumType is { } choice => Enum.GetName(choice, number) is { } member ? $"{choice.Name}.{member}" : $"({choice.Name})({Number(number)})",
        int number => Number(number),
        double number => Number(number),
        bool flag => flag ? "true" : "false",
        string text when option.Type == OptionType.Text => SymbolDisplay.FormatLiteral(text, quote: true),
        string type => $"typeof({type})",
        EquatableArray<int> list => $"[{string.Join(", ", list.Select(number => Number(number)))}]",
        EquatableArray<double> list => $"[{string.Join(", ", list.Select(Number))}]",
        EquatableArray<string> list => $"[{string.Join(", ", list.Select(name => SymbolDisplay.FormatLiteral(name, quote: true)))}]",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "A value of a type that no option has."),
    };

    // The literal of the least integer does not exist without its sign.
    private static string Number(int number) => number == int.MinValue ? "int.MinValue" : number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) => number switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
