using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about what a modality says of its samples that its encoder has to go with (I2MOE219 and I2MOE220).</summary>
public static class EncoderInputRules
{
    /// <summary>Lengths of their own reach an encoder that takes them.</summary>
    public static Rule TakesLengths { get; } = new(
        "I2MOE219",
        "An encoder takes no lengths of samples",
        RuleSeverity.Error,
        "‹OwnLength = true› gives every sample of modality '‹@{0}›' a length of its own, which the {1} encoder does not take. Use {2}, or remove ‹OwnLength›.",
        FindWithoutLengths);

    /// <summary>What is augmented is a picture.</summary>
    public static Rule AugmentsPictures { get; } = new(
        "I2MOE220",
        "What is no picture is augmented",
        RuleSeverity.Error,
        "‹{0} = {1}› changes pictures [C, H, W] in training, and modality '‹@{2}›' is none: its encoder is {3}. Remove ‹{0}›, or use an encoder of images: {4}.",
        FindAugmented);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [TakesLengths, AugmentsPictures];

    // Of several encoders another rule says that one is to stay.
    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindWithoutLengths(ModelSpecification specification)
    {
        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            ModalitySpecification modality = specification.Modalities[i];
            if (modality.Options.ValidFlag(ModalityOptions.OwnLength) && modality.Encoders is [{ Definition: EncoderDefinition { TakesLengths: false } encoder }])
            {
                string allowed = string.Join(", ", OptionCatalogue.Encoders.Where(taking => taking.TakesLengths).Select(taking => taking.Kind));
                yield return (new SpecificationPath(Section.Modality, i, Option: ModalityOptions.OwnLength.Name), [modality.Name, encoder.Kind, allowed]);
            }
        }
    }

    // Of a class of the user's the shape has to tell.
    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindAugmented(ModelSpecification specification)
    {
        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            ModalitySpecification modality = specification.Modalities[i];
            if (modality.Encoders is not [{ Definition: EncoderDefinition encoder }]
                || encoder.Input == EncoderInput.Image
                || (encoder.Input == EncoderInput.Any && EmbeddingShape.Input(modality).Count == EncoderInput.Image.Dimensions.Count))
            {
                continue;
            }

            string allowed = string.Join(", ", OptionCatalogue.Encoders.Where(taking => taking.Input == EncoderInput.Image).Select(taking => taking.Kind));
            foreach (Option option in new Option[] { ModalityOptions.AugmentFlip, ModalityOptions.AugmentCrop, ModalityOptions.AugmentJitter })
            {
                if (modality.Options.IsGiven(option) && modality.Options.Get(option) is true or > 0.0 && OptionRules.IsValid(option, modality.Options.Get(option)))
                {
                    yield return (new SpecificationPath(Section.Modality, i, Option: option.Name), [option.Name, OptionText.Value(modality.Options.Get(option)), modality.Name, encoder.Kind, allowed]);
                }
            }
        }
    }
}
