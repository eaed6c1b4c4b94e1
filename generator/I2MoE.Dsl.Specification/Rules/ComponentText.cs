using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>How the messages name components.</summary>
internal static class ComponentText
{
    /// <summary>A component in a sentence, for example <c>the mlp encoder of modality 'Image'</c>.</summary>
    public static string Describe(ModelSpecification specification, Component component, SpecificationPath path) => path.Section switch
    {
        Section.Task => $"the {component.Definition.Kind} task",
        Section.Modality => $"modality '{Wording.Modality(specification.Modalities[path.Modality].Name)}'",
        Section.Encoder => $"the {component.Definition.Kind} encoder of modality '{Wording.Modality(specification.Modalities[path.Modality].Name)}'",
        Section.Fusion => $"the {component.Definition.Kind} fusion",
        Section.Reweighting => "the re-weighting network",
        Section.Missing => "the options of missing modalities",
        Section.Source => $"the {component.Definition.Kind} source",
        Section.JoinedSource => $"the {component.Definition.Kind} source of modality '{Wording.Modality(specification.Data!.Sources[path.Modality].Modality)}'",
        Section.Tokenizer => $"the {component.Definition.Kind} tokenizer of modality '{Wording.Modality(specification.Data!.Modalities[path.Modality].Modality)}'",
        Section.Network => $"the network of modality '{Wording.Modality(specification.Data!.Modalities[path.Modality].Modality)}'",
        Section.Split => $"the {component.Definition.Kind} split",
        Section.Search => $"the {component.Definition.Kind} search",
        _ => $"the {component.Definition.Kind} options",
    };

    /// <summary>Components to choose from, for example <c>linear ([LinearEncoder]), mlp ([MlpEncoder])</c>.</summary>
    public static string Choices(IEnumerable<ComponentDefinition> definitions) =>
        string.Join(", ", definitions.Select(definition => $"‹{definition.Kind} ([{definition.AttributeName}])|{definition.Kind}›"));

    /// <summary>Components as given, for example <c>linear and mlp</c>.</summary>
    public static string Kinds(IEnumerable<Component> components) =>
        string.Join(" and ", components.Select(component => component.Definition.Kind));
}
