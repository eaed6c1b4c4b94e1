using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Remedies;

/// <summary>Remedies that add, remove, replace or rename a part of the declaration.</summary>
internal static class ComponentRemedies
{
    public static Dictionary<Rule, Func<ModelSpecification, Finding, IEnumerable<Remedy>>> All { get; } = new()
    {
        [TaskRules.HasTask] = (_, _) => OptionCatalogue.Tasks.Select(task => Add(new SpecificationPath(Section.Task), task)),
        [TaskRules.HasOneTask] = (specification, finding) => KeepOne(specification.Tasks, finding),
        [TaskRules.SeveralLabels] = (_, finding) => [Replace(finding.Path, ClassificationOptions.Definition)],
        [FusionRules.HasFusion] = (_, _) => OptionCatalogue.Fusions.Select(fusion => Add(new SpecificationPath(Section.Fusion), fusion)),
        [FusionRules.HasOneFusion] = (specification, finding) => KeepOne(specification.Fusions, finding),
        [FusionRules.AcceptsEncoder] = (_, finding) =>
        [
            .. OptionCatalogue.Encoders.Select(encoder => Replace(finding.Path, encoder)),
            .. OptionCatalogue.Fusions.Select(fusion => Replace(new SpecificationPath(Section.Fusion), fusion)),
        ],
        [EncoderRules.HasEncoder] = (_, finding) => OptionCatalogue.Encoders.Select(encoder => Add(finding.Path with { Section = Section.Encoder }, encoder)),
        [EncoderRules.HasOneEncoder] = (specification, finding) => KeepOne(specification.Modalities[finding.Path.Modality].Encoders, finding),
        [EncoderRules.FitsShape] = (specification, finding) =>
        [
            .. OptionCatalogue.Encoders.Select(encoder => Replace(finding.Path, encoder)),
            .. Flatten(specification, finding.Path.Modality),
        ],
        [ModalityRules.DistinctNames] = Rename,
        [ModalityRules.FreeName] = Rename,
    };

    private static Remedy Add(SpecificationPath path, ComponentDefinition definition) =>
        Remedy.Of($"Add [{definition.AttributeName}]", new Edit.AddComponent(path, Stated(definition)));

    private static Remedy Replace(SpecificationPath path, ComponentDefinition definition) =>
        Remedy.Of($"Use [{definition.AttributeName}]", new Edit.ReplaceComponent(path with { Option = null }, Stated(definition)));

    // The number of outputs is the one thing that a default cannot know, so that it is written where it will be seen.
    private static Component Stated(ComponentDefinition definition) =>
        definition.Section == Section.Task && definition.Options.FirstOrDefault(option => option.DefaultValue is int) is { } outputs
            ? Component.WithDefaults(definition).With(outputs.Name, outputs.DefaultValue)
            : Component.WithDefaults(definition);

    private static IEnumerable<Remedy> KeepOne(EquatableArray<Component> components, Finding finding)
    {
        for (int kept = 0; kept < components.Count; kept++)
        {
            // From the last, so that the places before it stay where they are.
            Edit[] others = [.. Enumerable.Range(0, components.Count).Where(index => index != kept).Reverse().Select(index => new Edit.RemoveComponent(finding.Path with { Occurrence = index, Option = null }))];
            yield return Remedy.Of($"Keep [{components[kept].Definition.AttributeName}] only", others);
        }
    }

    private static IEnumerable<Remedy> Flatten(ModelSpecification specification, int modality)
    {
        double values = EmbeddingShape.Input(specification.Modalities[modality]).Aggregate(1.0, (product, size) => product * size);
        var path = new SpecificationPath(Section.Modality, modality, Option: ModalityOptions.Features.Name);
        return ModalityOptions.Features.Allows(values)
            ? [Remedy.Of($"Give Features = {OptionText.Value(values)}", new Edit.RemoveOption(path with { Option = ModalityOptions.Shape.Name }), new Edit.SetOption(path, (int)values))]
            : [];
    }

    private static IEnumerable<Remedy> Rename(ModelSpecification specification, Finding finding)
    {
        string name = specification.Modalities[finding.Path.Modality].Name;
        string[] proposals = finding.Rule == ModalityRules.FreeName ? [name + "Data", name + "Modality"] : [.. Enumerable.Range(2, 8).Select(number => name + OptionText.Value(number))];
        return proposals
            .Where(proposal => !specification.Modalities.Any(modality => string.Equals(modality.Name, proposal, StringComparison.OrdinalIgnoreCase)))
            .Take(1)
            .Select(proposal => Remedy.Of($"Rename to '{proposal}'", new Edit.RenameModality(finding.Path.Modality, proposal)));
    }
}
