using System.Globalization;
using System.Text;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Proof.Texts;

/// <summary>Writes a specification as an experiment file.</summary>
internal static class ExperimentText
{
    /// <summary>
    /// Whether a file can say all of it: there are no modifiers of a class, one task, fusion and encoder at most, and names that mean the same in C#.
    /// </summary>
    public static bool CanWrite(ModelSpecification specification) =>
        specification.Declaration == new Declaration { Name = specification.Declaration.Name, Namespace = specification.Declaration.Namespace, Accessibility = specification.Declaration.Accessibility }
        && specification.Tasks.Count <= 1
        && specification.Fusions.Count <= 1
        && specification.Modalities.All(modality => modality.Encoders.Count <= 1 && modality.IsPartialProperty && YamlNames.PascalCase(modality.Name) == modality.Name)
        && specification.Modalities.Select(modality => modality.Name).Distinct().Count() == specification.Modalities.Count
        && specification.Components.All(place => place.Component.Given.All(value => IsWritable(place.Component.Definition.FindOption(value.Option)!, value.Value)));

    /// <summary>The YAML file.</summary>
    public static string Write(ModelSpecification specification)
    {
        var text = new StringBuilder($"name: {specification.Declaration.Name}\n");
        Append(text, "namespace", specification.Declaration.Namespace);
        Append(text, "accessibility", specification.Declaration.Accessibility);
        Append(text, "task", specification.Task is { } task ? Kind(task) : "");
        if (specification.Modalities.Count > 0)
        {
            text.Append("modalities:\n");
        }

        foreach (ModalitySpecification modality in specification.Modalities)
        {
            IEnumerable<string> pairs = Pairs(modality.Options).Concat(modality.Encoders.Select(encoder => "encoder: " + Kind(encoder)));
            text.Append(CultureInfo.InvariantCulture, $"  {modality.Name}: {{ {string.Join(", ", pairs)} }}\n");
        }

        Append(text, "fusion", specification.Fusion is { } fusion ? Kind(fusion) : "");
        foreach (Component component in new[] { specification.Experts, specification.Reweighting, specification.Missing, specification.Training })
        {
            Append(text, component.Definition.Kind, component.Given.Count > 0 ? $"{{ {string.Join(", ", Pairs(component))} }}" : "");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string key, string value)
    {
        if (value.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{key}: {value}\n");
        }
    }

    private static string Kind(Component component) => component.Given.Count == 0
        ? component.Definition.Kind
        : $"{{ kind: {component.Definition.Kind}, {string.Join(", ", Pairs(component))} }}";

    private static IEnumerable<string> Pairs(Component component) =>
        component.Given.Select(given => (Option: component.Definition.FindOption(given.Option)!, given.Value))
            .GroupBy(given => given.Option.Group ?? given.Option.YamlName)
            .Select(together => (together.First().Option.Group, Text: string.Join(", ", together.Select(given => $"{given.Option.Key}: {Value(given.Option, given.Value)}"))))
            .Select(together => together.Group is null ? together.Text : $"{together.Group}: {{ {together.Text} }}");

    private static bool IsWritable(Option option, object value) => value switch
    {
        int number when option.EnumType is { } choice => Enum.IsDefined(choice, number),
        EquatableArray<string> names => names.All(name => YamlNames.PascalCase(name) == name),
        _ => true,
    };

    private static string Value(Option option, object value) => value switch
    {
        int number when option.EnumType is { } choice => YamlText.SnakeCase(Enum.GetName(choice, number)!),
        int number => number.ToString(CultureInfo.InvariantCulture),
        double number => Number(number),
        bool flag => flag ? "true" : "false",
        string type => type.Replace("global::", "", StringComparison.Ordinal),
        EquatableArray<int> list => $"[{string.Join(", ", list.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]",
        EquatableArray<double> list => $"[{string.Join(", ", list.Select(Number))}]",
        EquatableArray<string> list => $"[{string.Join(", ", list)}]",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "A value of a type that no option has."),
    };

    private static string Number(double number) => number switch
    {
        double.NaN => ".nan",
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };
}
