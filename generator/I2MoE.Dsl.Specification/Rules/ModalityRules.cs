using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about modalities (I2MOE201 to I2MOE208).</summary>
public static class ModalityRules
{
    /// <summary>The least number of modalities of a model.</summary>
    public const int MinimumModalities = 2;

    /// <summary>The greatest number of modalities of a model.</summary>
    public const int MaximumModalities = 8;

    /// <summary>There is a modality.</summary>
    public static Rule AnyModality { get; } = new(
        "I2MOE201",
        "A model has no modality",
        RuleSeverity.Error,
        "Model {0} has no modality. Declare {1}, for example '[Modality(Features = 10), LinearEncoder] public partial Modality Image {{ get; }}'.",
        specification => specification.Modalities.Count == 0
            ? [(new SpecificationPath(Section.Model), [specification.Declaration.Name, AllowedCount])]
            : []);

    /// <summary>There is more than one modality.</summary>
    public static Rule MoreThanOneModality { get; } = new(
        "I2MOE202",
        "A model has only one modality",
        RuleSeverity.Error,
        "Model {0} has only the modality '‹@{1}›', but interactions are between modalities. Declare {2}.",
        specification => specification.Modalities.Count == 1
            ? [(At(0), [specification.Declaration.Name, specification.Modalities[0].Name, AllowedCount])]
            : []);

    /// <summary>There are no more modalities than allowed.</summary>
    public static Rule AtMostEightModalities { get; } = new(
        "I2MOE203",
        "A model has too many modalities",
        RuleSeverity.Error,
        "Model {0} has {1} modalities; '‹@{2}›' is the first too many. Allowed: {3}.",
        specification => specification.Modalities.Count > MaximumModalities
            ? [(At(MaximumModalities), [specification.Declaration.Name, OptionText.Value(specification.Modalities.Count), specification.Modalities[MaximumModalities].Name, AllowedCount])]
            : []);

    /// <summary>Names differ in more than case.</summary>
    public static Rule DistinctNames { get; } = new(
        "I2MOE204",
        "Two modalities have the same name",
        RuleSeverity.Error,
        "There is already a modality '‹@{1}›' (upper and lower case count as the same‹|, and a_b is the name AB›). Rename one of them.",
        FindSameNames);

    /// <summary>The property is one that the generator can implement.</summary>
    public static Rule PartialProperty { get; } = new(
        "I2MOE205",
        "A modality is not a partial property of type Modality",
        RuleSeverity.Error,
        "Modality '{0}' cannot be implemented by the generator. Declare it as 'public partial Modality {0} {{ get; }}'.",
        specification => Where(specification, modality => !modality.IsPartialProperty, modality => [modality.Name]));

    /// <summary>The name is free.</summary>
    public static Rule FreeName { get; } = new(
        "I2MOE206",
        "A modality has a name that the model needs itself",
        RuleSeverity.Error,
        "'‹@{0}›' cannot be the name of a modality, because the generated code has a member of that name. Choose another, for example '‹@{0}Data›'.",
        FindTakenNames);

    /// <summary>The modality says its shape.</summary>
    public static Rule HasShape { get; } = new(
        "I2MOE207",
        "A modality has no shape",
        RuleSeverity.Error,
        "Modality '‹@{0}›' gives neither ‹Features› nor ‹Shape›. Give ‹Features› for a vector (‹Features = 10›) or ‹Shape› without the batch dimension (‹Shape = [3, 16, 16]›).",
        specification => Where(
            specification,
            modality => !modality.Options.IsGiven(ModalityOptions.Features) && modality.Options.ValidList(ModalityOptions.Shape) is { Count: 0 },
            modality => [modality.Name]));

    /// <summary>The modality says its shape once.</summary>
    public static Rule HasOneShape { get; } = new(
        "I2MOE208",
        "A modality has both Features and Shape",
        RuleSeverity.Error,
        "Modality '‹@{0}›' gives both ‹Features = {1}› and ‹Shape = {2}›. Keep one: ‹Features› is the short form of ‹Shape = [{1}]›.",
        specification => Where(
            specification,
            modality => modality.Options.ValidInteger(ModalityOptions.Features) is not null && modality.Options.ValidList(ModalityOptions.Shape) is { Count: > 0 },
            modality => [modality.Name, Text(modality, ModalityOptions.Features), Text(modality, ModalityOptions.Shape)]));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } =
        [AnyModality, MoreThanOneModality, AtMostEightModalities, DistinctNames, PartialProperty, FreeName, HasShape, HasOneShape];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindSameNames(ModelSpecification specification)
    {
        Dictionary<string, string> seen = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            string name = specification.Modalities[i].Name;
            if (seen.TryGetValue(name, out string first))
            {
                yield return (At(i), [name, first]);
            }
            else
            {
                seen.Add(name, name);
            }
        }
    }

    // A member cannot have the name of its class either.
    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindTakenNames(ModelSpecification specification) =>
        Where(
            specification,
            modality => ReservedNames.Contains(modality.Name) || modality.Name == specification.Declaration.Name,
            modality => [modality.Name]);

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> Where(
        ModelSpecification specification,
        Func<ModalitySpecification, bool> isBroken,
        Func<ModalitySpecification, string[]> arguments) =>
        specification.Modalities
            .Select((modality, index) => (Modality: modality, Path: At(index)))
            .Where(place => isBroken(place.Modality))
            .Select(place => (place.Path, arguments(place.Modality)));

    private static string AllowedCount => $"{OptionText.Value(MinimumModalities)} to {OptionText.Value(MaximumModalities)}";

    private static SpecificationPath At(int modality) => new(Section.Modality, modality);

    private static string Text(ModalitySpecification modality, Option option) => OptionText.Value(modality.Options.Get(option));
}
