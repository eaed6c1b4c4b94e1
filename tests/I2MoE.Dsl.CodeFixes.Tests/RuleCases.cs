using System.Globalization;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Tests.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.CodeFixes.Tests;

/// <summary>The cases of the rules as source and as YAML, what is given and nothing else.</summary>
internal static class RuleCases
{
    /// <summary>The cases that are more than a class of a certain shape, name no class of the user's and have no data section, which is YAML's alone.</summary>
    public static IEnumerable<RuleCase> OfAttributes => RuleTableTests.AllCases.Where(example =>
        example.Specification.Data is null
        && example.Specification.Declaration.IsMarked
        && IsPlain(example.Specification.Declaration)
        && example.Specification.Modalities.All(modality => modality.IsPartialProperty)
        && example.Specification.Components.All(place => place.Component.Given.All(given => IsWritable(place.Component.Definition, given))));

    /// <summary>Those that YAML can say too: one component of a kind, and members of enumerations.</summary>
    public static IEnumerable<RuleCase> OfYaml => OfAttributes.Where(example =>
        example.Specification.Tasks.Count == 1
        && example.Specification.Fusions.Count == 1
        && example.Specification.Modalities.Count > 0
        && example.Specification.Modalities.All(modality => modality.Encoders.Count == 1)
        && example.Specification.Modalities.Select(modality => YamlNames.KeyOf(modality.Name)).Distinct().Count() == example.Specification.Modalities.Count
        && example.Specification.Modalities.All(modality => char.IsUpper(modality.Name[0]))
        && example.Specification.Components.All(place => place.Component.Given.All(given => IsMember(place.Component.Definition, given))));

    public static string ToYaml(ModelSpecification specification)
    {
        List<string> lines = [$"name: {specification.Declaration.Name}", $"task: {Component(specification.Task!)}", "modalities:"];
        if (specification.Declaration.Namespace.Length > 0)
        {
            lines.Insert(1, $"namespace: {specification.Declaration.Namespace}");
        }

        foreach (ModalitySpecification modality in specification.Modalities)
        {
            string options = string.Concat(Options(modality.Options).Select(option => option + ", "));
            lines.Add($"  {YamlNames.KeyOf(modality.Name)}: {{ {options}encoder: {Component(modality.Encoders[0])} }}");
        }

        lines.Add($"fusion: {Component(specification.Fusion!)}");
        foreach (Component section in new[] { specification.Experts, specification.Reweighting, specification.Missing, specification.Training }.Where(section => section.Given.Count > 0))
        {
            lines.Add($"{section.Definition.Kind}: {{ {string.Join(", ", Options(section))} }}");
        }

        return string.Join("\n", lines) + "\n";
    }

    private static string Component(Component component) =>
        $"{{ {string.Join(", ", Options(component).Prepend("kind: " + component.Definition.Kind))} }}";

    private static IEnumerable<string> Options(Component component) => component.Given
        .Select(given => (Option: component.Definition.FindOption(given.Option)!, given.Value))
        .GroupBy(given => given.Option.Group ?? given.Option.YamlName)
        .Select(together => (together.First().Option.Group, Text: string.Join(", ", together.Select(given => $"{given.Option.Key}: {Value(given.Option, given.Value)}"))))
        .Select(together => together.Group is null ? together.Text : $"{together.Group}: {{ {together.Text} }}");

    private static string Value(Option option, object value) => value switch
    {
        double.NaN => ".nan",
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        EquatableArray<string> names => $"[{string.Join(", ", names.Select(YamlNames.KeyOf))}]",
        int member when option.EnumType is { } choices => Option.ToSnakeCase(Enum.GetName(choices, member)!),
        Enum member => Option.ToSnakeCase(member.ToString()),
        EquatableArray<double> numbers => $"[{string.Join(", ", numbers.Select(number => Value(option, number)))}]",
        _ => OptionText.Value(value),
    };

    private static bool IsPlain(Declaration declaration) =>
        declaration is { IsPartial: true, IsStatic: false, IsAbstract: false, IsGeneric: false, IsNested: false, BaseClass: null, IsRecord: false, IsFileLocal: false, OldLanguage: null, Constructor: ConstructorClash.None, ClashingMembers.Count: 0 }
        && !ReservedNames.ContainsClass(declaration.Name);

    // A value of another type than the option's is the compiler's to reject.
    private static bool IsWritable(ComponentDefinition definition, OptionValue given) => definition.FindOption(given.Option) is { } option && option.Type switch
    {
        OptionType.Integer => given.Value is int,
        OptionType.Number => given.Value is int or double,
        OptionType.Flag => given.Value is bool,
        OptionType.Text => given.Value is string,
        OptionType.Choice => given.Value is int || given.Value.GetType() == option.EnumType,
        OptionType.IntegerList => given.Value is EquatableArray<int>,
        OptionType.NumberList => given.Value is EquatableArray<double>,
        OptionType.NameList => given.Value is EquatableArray<string>,
        _ => false,
    };

    private static bool IsMember(ComponentDefinition definition, OptionValue given) =>
        definition.FindOption(given.Option)!.EnumType is not { } choices || Enum.IsDefined(choices, Convert.ToInt32(given.Value, CultureInfo.InvariantCulture));
}
