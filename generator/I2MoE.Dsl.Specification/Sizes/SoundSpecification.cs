using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>Whether sizes can be reckoned: every option holds what it may, and every sample reaches its embedding.</summary>
internal static class SoundSpecification
{
    /// <summary>Whether the sizes of a specification are determined; whatever is wrong with another, a rule reports it.</summary>
    public static bool Is(ModelSpecification specification) =>
        specification.Tasks.Count == 1
        && specification.Fusions.Count == 1
        && specification.Modalities.Count > 0
        && specification.ExpertLayout.Count > 0
        && specification.Components.All(place => place.Path.Section is Section.Data or Section.Source or Section.JoinedSource or Section.Tokenizer or Section.Network or Section.Split or Section.Sweep or Section.Search || IsSound(place.Component))
        && EmbeddingShape.Embedding(specification.Fusion).Count > 0
        && specification.Modalities.All(IsSound);

    private static bool IsSound(ModalitySpecification modality) =>
        modality.Encoders.Count == 1
        && modality.Encoders[0].Definition is EncoderDefinition definition
        && EmbeddingShape.Input(modality) is { Count: > 0 } input
        && definition.Input.TakesRank(input.Count)
        && EncoderTrace.Of(modality).Problem is null;

    private static bool IsSound(Component component) => component.Given.All(given =>
        component.Definition.FindOption(given.Option) is { } option && IsSound(component, option, given.Value));

    private static bool IsSound(Component component, Option option, object? value) => option switch
    {
        { EnumType: not null } => value is int or Enum,
        Option<int> integer => component.ValidInteger(integer) is not null,
        Option<double> number => component.ValidNumber(number) is not null,
        Option<bool> => value is bool,
        Option<EquatableArray<int>> list => component.ValidList(list) is not null,
        _ => true,
    };
}
