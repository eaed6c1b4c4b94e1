using System.Globalization;
using System.Text;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Tests.Derived;

/// <summary>Writes what a run may change of the declared training options, and their values by name, so that none can be forgotten.</summary>
internal static class TrainerOptionsWriter
{
    private const string Origin = """
        // Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
        // Change it there and run the tests with I2MOE_ACCEPT=1.

        namespace I2MoE.Dsl.Training;


        """;

    public static string WriteOverrides()
    {
        StringBuilder code = new(Origin);
        code.Append("public sealed partial record TrainerOptions\n{\n");
        foreach (Option option in TrainingOptions.Definition.Options)
        {
            string summary = option.Summary.TrimEnd('.');
            XmlComment.Write(code, "    ", "summary", $"{summary}; null as declared.");
            code.Append(CultureInfo.InvariantCulture, $"    public {TypeName(option)}? {option.Name} {{ get; init; }}\n\n");
        }

        code.Append("    /// <summary>The declared options with what differs.</summary>\n");
        code.Append("    /// <exception cref=\"ArgumentOutOfRangeException\">A value is outside its range.</exception>\n");
        code.Append("    internal TrainingOptions Resolve(TrainingOptions declared) => declared with\n    {\n");
        foreach (Option option in TrainingOptions.Definition.Options)
        {
            code.Append(CultureInfo.InvariantCulture, $"        {option.Name} = Check(nameof({option.Name}), {option.Name}) ?? declared.{option.Name},\n");
        }

        return code.Append("    };\n}\n").ToString();
    }

    public static string WriteValues()
    {
        StringBuilder code = new(Origin);
        code.Append("/// <summary>The values of the options of training by their names in C#, every one.</summary>\n");
        code.Append("internal static class TrainingOptionValues\n{\n");
        code.Append("    /// <summary>The values.</summary>\n    public static IReadOnlyList<(string Option, object Value)> Of(TrainingOptions options) =>\n    [\n");
        foreach (Option option in TrainingOptions.Definition.Options)
        {
            code.Append(CultureInfo.InvariantCulture, $"        (nameof(options.{option.Name}), options.{option.Name}),\n");
        }

        return code.Append("    ];\n}\n").ToString();
    }

    private static string TypeName(Option option) => option.Type switch
    {
        OptionType.Integer => "int",
        OptionType.Number => "double",
        OptionType.Flag => "bool",
        OptionType.Text => "string",
        OptionType.Choice => option.EnumType!.Name,
        _ => throw new ArgumentOutOfRangeException(nameof(option), option.Type, "No option of training has such a type."),
    };
}
