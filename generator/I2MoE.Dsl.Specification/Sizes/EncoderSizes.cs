using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification;

/// <summary>What an encoder needs, as its definition counts it.</summary>
internal static class EncoderSizes
{
    /// <summary>Adds the encoder of a modality and the patch embedding that follows it, where one does.</summary>
    /// <param name="tally">Takes the sizes.</param>
    /// <param name="modality">The modality; it has one encoder and a shape that fits it.</param>
    /// <param name="embedding">The shape of the embedding, [P, D] or [D].</param>
    /// <param name="isReplaced">Whether an embedding of its own is learned that replaces an absent one.</param>
    public static void Add(SizeTally tally, ModalitySpecification modality, EquatableArray<int> embedding, bool isReplaced)
    {
        Component encoder = modality.Encoders[0];
        EquatableArray<int> input = EmbeddingShape.Encoded(modality);
        int width = embedding[embedding.Count - 1];
        var layers = new EncoderLayers(tally, Wording.Modality(modality.Name));
        var definition = (EncoderDefinition)encoder.Definition;
        if (isReplaced)
        {
            double replacement = embedding.Aggregate(1.0, (product, length) => product * length);
            tally.Parameter($"what replaces modality '{Wording.Modality(modality.Name)}'", replacement);
            tally.Layer("an embedding with replacements", replacement, replacement, replacement);
        }

        if (EmbeddingShape.Levels(modality) is { } levels)
        {
            layers.EmbeddedLevels(levels, modality.Options.Get(ModalityOptions.Embedding), input[0]);
        }

        if (definition.MakesPatches)
        {
            layers.Linear("patches", Math.Ceiling((double)input[0] / embedding[0]), width, embedding.Count > 1 ? embedding[0] : 1);
            return;
        }

        if (definition.Count is { } count)
        {
            count(layers, encoder, input, width);
        }
        else
        {
            tally.IsPartial = true;
        }

        if (embedding.Count > 1)
        {
            layers.Linear("patches", Math.Ceiling((double)width / embedding[0]), width, embedding[0]);
        }
    }
}
