using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about sequences that have lengths of their own (I2MOE763).</summary>
public static class SequenceRules
{
    /// <summary>Lengths in the data are of a modality that has them.</summary>
    public static Rule HasOwnLength { get; } = new(
        "I2MOE763",
        "Lengths are given for a modality whose samples have none of their own",
        RuleSeverity.Error,
        "'length' of the data of modality '‹@{0}›' says how many steps each of its samples has, but the model takes all of them as equally long. Give the modality 'own_length: true', and an encoder of sequences that ends where a sample does: gru, lstm or cnn1d.",
        DataText.Find((specification, data) => data.Modalities
            .Select((modality, index) => (Modality: modality, Path: DataText.At(index)))
            .Where(place => place.Modality.Length.Length > 0
                && specification.FindModality(place.Modality.Modality) is { } modality
                && !modality.Options.ValidFlag(ModalityOptions.OwnLength))
            .Select(place => (place.Path, new[] { place.Modality.Modality }))));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [HasOwnLength];
}
