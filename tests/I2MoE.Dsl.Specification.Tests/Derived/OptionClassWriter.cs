using System.Globalization;
using System.Text;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Tests.Derived;

/// <summary>Writes the attributes and the option records of the runtime from the option catalogue.</summary>
internal static class OptionClassWriter
{
    private const string Origin = """
        // Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
        // Change it there and run the tests with I2MOE_ACCEPT=1.

        namespace I2MoE.Dsl;


        """;

    public static string WriteAttribute(ComponentDefinition definition)
    {
        StringBuilder code = new(Origin);
        XmlComment.Write(code, "", "summary", definition.Summary);
        string target = definition.Section is Section.Modality or Section.Encoder ? "Property" : "Class";
        code.Append(CultureInfo.InvariantCulture, $"[AttributeUsage(AttributeTargets.{target}, AllowMultiple = false, Inherited = false)]\n");
        code.Append(CultureInfo.InvariantCulture, $"public sealed class {definition.AttributeName}Attribute : Attribute");
        WriteBody(code, definition, accessor: "set", listOf: element => $"{element}[]");
        return code.ToString();
    }

    public static string WriteRecord(ComponentDefinition definition)
    {
        StringBuilder code = new(Origin);
        XmlComment.Write(code, "", "summary", definition.Summary);

        // Generated code writes them; people write the attribute.
        code.Append("[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]\n");
        code.Append(CultureInfo.InvariantCulture, $"public sealed record {definition.AttributeName}Options");
        WriteBody(code, definition, accessor: "init", listOf: element => $"IReadOnlyList<{element}>");
        return code.ToString();
    }

    private static void WriteBody(StringBuilder code, ComponentDefinition definition, string accessor, Func<string, string> listOf)
    {
        if (definition.Options.Count == 0)
        {
            code.Append(";\n");
            return;
        }

        code.Append("\n{\n");
        for (int i = 0; i < definition.Options.Count; i++)
        {
            Option option = definition.Options[i];
            code.Append(i == 0 ? "" : "\n");
            XmlComment.Write(code, "    ", "summary", option.Summary);
            XmlComment.Write(code, "    ", "remarks", $"Default: {OptionText.Default(option)}. Allowed: {OptionText.Allowed(option)}.");
            code.Append(CultureInfo.InvariantCulture, $"    public {TypeName(option, listOf)} {option.Name} {{ get; {accessor}; }}{Initializer(option)}\n");
        }

        code.Append("}\n");
    }

    private static string TypeName(Option option, Func<string, string> listOf) => option.Type switch
    {
        OptionType.Integer => "int",
        OptionType.Number => "double",
        OptionType.Flag => "bool",
        OptionType.Choice => option.EnumType!.Name,
        OptionType.IntegerList => listOf("int"),
        OptionType.NumberList => listOf("double"),
        OptionType.NameList => listOf("string"),
        OptionType.TypeName => "Type?",
        OptionType.Text => "string",
        _ => throw new ArgumentOutOfRangeException(nameof(option), option.Type, "Unknown type of option."),
    };

    private static string Initializer(Option option) => option.Type switch
    {
        OptionType.Integer or OptionType.Number or OptionType.Flag when option.DefaultValue is 0 or 0.0 or false => "", // what C# gives by itself
        OptionType.TypeName => "",
        OptionType.Text => $" = \"{option.DefaultValue}\";",
        OptionType.Choice => $" = {option.EnumType!.Name}.{option.DefaultValue};",
        _ => $" = {OptionText.Value(option.DefaultValue)};", // an empty list is [],
    };
}
