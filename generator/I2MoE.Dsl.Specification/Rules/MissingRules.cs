using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about modalities that samples lack (I2MOE780 to I2MOE782).</summary>
public static class MissingRules
{
    /// <summary>There is a modality that the options are about.</summary>
    public static Rule HasOptionalModality { get; } = new(
        "I2MOE780",
        "An option of missing modalities has no effect",
        RuleSeverity.Warning,
        "‹{0} = {1}› has no effect: {2} has no optional modality. Give ‹Optional = true› to the modalities that samples may lack, or remove ‹{0}›.",
        specification => specification.HasOptionalModalities
            ? []
            : specification.Missing.Definition.Options
                .Where(option => specification.Missing.IsGiven(option) && OptionRules.IsValid(option, specification.Missing.Get(option)))
                .Select(option => (
                    new SpecificationPath(Section.Missing, Option: option.Name),
                    new[] { option.Name, Value(option, specification.Missing.Get(option)), specification.Declaration.Name })));

    /// <summary>Token ids have no mean.</summary>
    public static Rule TokensHaveNoMean { get; } = new(
        "I2MOE781",
        "A mean of token ids stands for an absent modality",
        RuleSeverity.Warning,
        "Modality '‹@{0}›' has token ids, which have no mean: where a sample lacks it, ‹Replacement = Mean› shows the encoder the token 0 throughout. Use ‹Replacement = Learned› or ‹Replacement = Zero›.",
        specification => TakesMean(specification)
            ? specification.Modalities
                .Select((modality, index) => (modality.Name, Index: index, IsAffected: modality.Options.ValidFlag(ModalityOptions.Optional) && modality.Encoders is [{ Definition: EncoderDefinition { Input.IsTokens: true } }, ..]))
                .Where(modality => modality.IsAffected)
                .Select(modality => (new SpecificationPath(Section.Modality, modality.Index, Option: ModalityOptions.Optional.Name), new[] { modality.Name }))
            : []);

    /// <summary>Data whose mean is taken for 0 are standardised.</summary>
    public static Rule MeanNeedsStandardised { get; } = new(
        "I2MOE782",
        "Zero is not the mean of data that are not standardised",
        RuleSeverity.Warning,
        "‹Replacement = Mean› shows the encoder 0 in the place of an absent modality, which is the mean of standardised features only; 'standardise' is false. Use ‹Replacement = Learned› or ‹Replacement = Zero›, or standardise the data.",
        specification => specification.HasOptionalModalities && TakesMean(specification) && specification.Data is { } data && !data.Options.ValidFlag(DataOptions.Standardise)
            ? [(new SpecificationPath(Section.Missing, Option: MissingOptions.Replacement.Name), [])]
            : []);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [HasOptionalModality, TokensHaveNoMean, MeanNeedsStandardised];

    private static string Value(Option option, object value) =>
        OptionText.Value(option.EnumType is { } choice && value is int number ? Enum.ToObject(choice, number) : value);

    private static bool TakesMean(ModelSpecification specification) =>
        specification.Missing.Get((Option)MissingOptions.Replacement) is MissingReplacement.Mean or (int)MissingReplacement.Mean;
}
