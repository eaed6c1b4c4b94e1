using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the fusion and how it goes with the encoders (I2MOE301 to I2MOE306).</summary>
public static class FusionRules
{
    /// <summary>There is a fusion.</summary>
    public static Rule HasFusion { get; } = new(
        "I2MOE301",
        "A model has no fusion",
        RuleSeverity.Error,
        "Model {0} has no fusion. Add one of: {1}.",
        specification => specification.Fusions.Count == 0
            ? [(new SpecificationPath(Section.Model), [specification.Declaration.Name, ComponentText.Choices(OptionCatalogue.Fusions)])]
            : []);

    /// <summary>There is only one fusion.</summary>
    public static Rule HasOneFusion { get; } = new(
        "I2MOE302",
        "A model has more than one fusion",
        RuleSeverity.Error,
        "Model {0} has {1} fusions: {2}. Keep one; every expert is a copy of it.",
        specification => specification.Fusions.Count > 1
            ? [(new SpecificationPath(Section.Fusion, Occurrence: 1), [specification.Declaration.Name, OptionText.Value(specification.Fusions.Count), ComponentText.Kinds(specification.Fusions)])]
            : []);

    /// <summary>The heads share the hidden size evenly.</summary>
    public static Rule HeadsDivideHiddenSize { get; } = new(
        "I2MOE303",
        "The attention heads do not divide the hidden size",
        RuleSeverity.Error,
        "‹Heads = {0}› does not divide ‹{1} = {2}›. Nearest that do: {3}.",
        FindUndividedHeads);

    /// <summary>The fusion takes what the encoders make.</summary>
    public static Rule AcceptsEncoder { get; } = new(
        "I2MOE304",
        "An encoder does not go with the fusion",
        RuleSeverity.Error,
        "Unknown combination: the {0} encoder of modality '‹@{1}›' makes patches, but the {2} fusion takes one vector a modality. Encoders that go with {2}: {3}. Fusions that go with {0}: {4}.",
        FindUnknownCombinations);

    /// <summary>Every patch holds features.</summary>
    public static Rule PatchesHoldFeatures { get; } = new(
        "I2MOE305",
        "A patch holds nothing but padding",
        RuleSeverity.Warning,
        "Modality '‹@{0}›' has {1}, split into {2}: {3} of them would hold nothing but padding. ‹Patches = {4}› would fill them all.",
        FindEmptyPatches);

    /// <summary>No option is given that the fusion does not use.</summary>
    public static Rule OptionsHaveEffect { get; } = new(
        "I2MOE306",
        "An option of the fusion has no effect",
        RuleSeverity.Warning,
        HiddenLayers.NoEffectMessage,
        specification => HiddenLayers.FindUnused(
            specification,
            ConcatFusionOptions.Definition,
            ConcatFusionOptions.Layers,
            ConcatFusionOptions.Dropout));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } =
        [HasFusion, HasOneFusion, HeadsDivideHiddenSize, AcceptsEncoder, PatchesHoldFeatures, OptionsHaveEffect];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUndividedHeads(ModelSpecification specification)
    {
        foreach ((Component component, SpecificationPath path) in specification.Components)
        {
            if (component.Definition is FusionDefinition { Attention: (Option<int> heads, Option<int> width) }
                && component.ValidInteger(heads) is int parts
                && component.ValidInteger(width) is int whole
                && whole % parts != 0)
            {
                // The option that the declaration states, so that there is something to point at.
                Option stated = component.IsGiven(heads) ? heads : width;
                string nearest = string.Join(", ", NearestDivisors(parts, whole));
                yield return (path with { Option = stated.Name }, [OptionText.Value(parts), width.Name, OptionText.Value(whole), nearest]);
            }
        }
    }

    /// <summary>The nearest allowed numbers of heads below and above <paramref name="heads"/> that divide <paramref name="hiddenSize"/>.</summary>
    private static IEnumerable<string> NearestDivisors(int heads, int hiddenSize)
    {
        int most = Math.Min(hiddenSize, (int)TransformerFusionOptions.Heads.Maximum);
        int below = Math.Min(heads, most);
        while (hiddenSize % below != 0)
        {
            below--;
        }

        yield return OptionText.Value(below);
        for (int above = heads + 1; above <= most; above++)
        {
            if (hiddenSize % above == 0)
            {
                yield return OptionText.Value(above);
                yield break;
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUnknownCombinations(ModelSpecification specification)
    {
        foreach ((ModalitySpecification modality, EncoderDefinition encoder, Component fusion, SpecificationPath path) in EncodersWithFusion(specification))
        {
            if (fusion.Definition is FusionDefinition definition && !definition.Accepts(encoder, fusion))
            {
                string encoders = ComponentText.Choices(OptionCatalogue.Encoders.Where(other => definition.Accepts(other, fusion)));
                string fusions = ComponentText.Choices(OptionCatalogue.Fusions.Where(other => other.CanAccept(encoder)));
                yield return (path, [encoder.Kind, modality.Name, definition.Kind, encoders, fusions]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindEmptyPatches(ModelSpecification specification)
    {
        foreach ((ModalitySpecification modality, EncoderDefinition encoder, Component fusion, SpecificationPath path) in EncodersWithFusion(specification))
        {
            EquatableArray<int> shape = EmbeddingShape.Input(modality);
            if (encoder != PatchEncoderOptions.Definition || shape.Count != 1 || EmbeddingShape.Embedding(fusion) is not [int patches, _])
            {
                continue;
            }

            int features = shape[0];
            int filled = EmbeddingShape.FilledPatches(features, patches);
            if (filled < patches)
            {
                yield return (path, [modality.Name, Count(features, "feature"), Count(patches, "patch"), OptionText.Value(patches - filled), OptionText.Value(filled)]);
            }
        }
    }

    /// <summary>The modalities with exactly one encoder, with the fusion where there is exactly one: anything else is another rule's finding.</summary>
    private static IEnumerable<(ModalitySpecification Modality, EncoderDefinition Encoder, Component Fusion, SpecificationPath Path)> EncodersWithFusion(ModelSpecification specification)
    {
        if (specification.Fusions.Count != 1)
        {
            yield break;
        }

        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            ModalitySpecification modality = specification.Modalities[i];
            if (modality.Encoders.Count == 1 && modality.Encoders[0].Definition is EncoderDefinition encoder)
            {
                yield return (modality, encoder, specification.Fusions[0], new SpecificationPath(Section.Encoder, i));
            }
        }
    }

    private static string Count(int number, string noun) =>
        OptionText.Value(number) + " " + noun + (number == 1 ? "" : noun.EndsWith("ch", StringComparison.Ordinal) ? "es" : "s");
}
