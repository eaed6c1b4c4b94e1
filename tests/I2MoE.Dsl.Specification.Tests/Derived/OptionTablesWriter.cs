using System.Globalization;
using System.Text;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Tests.Derived;

/// <summary>Writes docs/options.md from the option catalogue.</summary>
internal static class OptionTablesWriter
{
    private const string Introduction = """
        <!-- Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue). Change it there and run the tests with I2MOE_ACCEPT=1. -->

        # Options

        Every component of a declaration and its options. In C# an option is a property of the attribute, for example
        `[TransformerFusion(Heads = 4)]`; what is not given has its default.

        """;

    private const string DataIntroduction = """

        ## Data

        Where data come from and how they are split is said in [YAML](yaml.md#data) only.

        """;

    private const string SweepIntroduction = """

        ## Sweep

        What is searched for, and how, is said in [YAML](sweeps.md) only. The key `space` has the paths of the experiment with their values.

        """;

    public static string Write()
    {
        StringBuilder text = new(Introduction);
        foreach (ComponentDefinition definition in OptionCatalogue.All)
        {
            WriteSection(text, definition);
        }

        WriteYamlOnly(text.Append(DataIntroduction), OptionCatalogue.Data);
        WriteYamlOnly(text.Append(SweepIntroduction), OptionCatalogue.Sweep);

        return text.ToString();
    }

    private static void WriteYamlOnly(StringBuilder text, IReadOnlyList<ComponentDefinition> definitions)
    {
        foreach (ComponentDefinition definition in definitions)
        {
            string what = definition.Section is Section.Data or Section.Sweep or Section.Network ? definition.Kind : $"{definition.Section.ToString().ToLowerInvariant()}: {definition.Kind}";
            text.Append(CultureInfo.InvariantCulture, $"\n### {what}\n\n{definition.Summary}\n\n").Append(definition.Options.Count > 0 ? Table(definition) : "It has no options.\n");
        }
    }

    /// <summary>The table of the options of a component.</summary>
    public static string Table(ComponentDefinition definition)
    {
        bool hasAttribute = definition.AttributeName.Length > 0;
        StringBuilder text = new(hasAttribute ? "| C# " : "");
        text.Append("| YAML | Type | Default | Allowed | What it is for |\n").Append(hasAttribute ? "| --- " : "").Append("| --- | --- | --- | --- | --- |\n");
        foreach (Option option in definition.Options)
        {
            text.Append(hasAttribute ? $"| `{option.Name}` " : "");
            text.Append(CultureInfo.InvariantCulture, $"| `{option.YamlName}`{(option.AlsoIn is { } group ? $" or `{group}.{option.Key}`" : "")} | {TypeName(option)} | {OptionText.Default(option)} ");
            text.Append(CultureInfo.InvariantCulture, $"| {OptionText.Allowed(option)} | {option.Summary} |\n");
        }

        return text.ToString();
    }

    private static void WriteSection(StringBuilder text, ComponentDefinition definition)
    {
        string place = definition.Section is Section.Modality or Section.Encoder ? "a property" : "the class";
        text.Append(CultureInfo.InvariantCulture, $"\n## {definition.AttributeName}\n\n{definition.Summary}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"In C#: `[{definition.AttributeName}]` on {place}. In YAML: `{definition.Kind}`.\n\n");
        if (definition.Options.Count == 0)
        {
            text.Append("It has no options.\n");
            return;
        }

        text.Append(Table(definition));
    }

    private static string TypeName(Option option) => option.Type switch
    {
        OptionType.Integer => "whole number",
        OptionType.Number => option.IsDuration ? "seconds, or a time such as `10min`" : "number",
        OptionType.Flag => "true or false",
        OptionType.Choice => $"`{option.EnumType!.Name}`",
        OptionType.IntegerList => "list of whole numbers",
        OptionType.NumberList => "list of numbers",
        OptionType.NameList => "list of names",
        OptionType.TypeName => "class",
        OptionType.Text => "text",
        OptionType.TextList => "text or list of texts",
        OptionType.ValueList => "list of texts and numbers",
        _ => throw new ArgumentOutOfRangeException(nameof(option), option.Type, "Unknown type of option."),
    };
}
