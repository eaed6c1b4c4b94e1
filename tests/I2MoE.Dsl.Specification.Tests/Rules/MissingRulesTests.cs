using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class MissingRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            MissingRules.HasOptionalModality,
            "a dropout of modalities that all samples have",
            Declared.Model with { Missing = Declared.With(MissingOptions.Definition, (MissingOptions.Dropout, 0.3)) },
            new SpecificationPath(Section.Missing, Option: "Dropout"),
            "Dropout = 0.3 has no effect: Emoji has no optional modality. Give Optional = true to the modalities that samples may lack, or remove Dropout."),
        RuleCase.Flags(
            MissingRules.HasOptionalModality,
            "a replacement of modalities that all samples have",
            Declared.Model with { Missing = Declared.With(MissingOptions.Definition, (MissingOptions.Replacement, (int)MissingReplacement.Zero)) },
            new SpecificationPath(Section.Missing, Option: "Replacement"),
            "Replacement = Zero has no effect: Emoji has no optional modality. Give Optional = true to the modalities that samples may lack, or remove Replacement."),
        RuleCase.Allows(MissingRules.HasOptionalModality, "an optional modality", Declared.Lacking((MissingOptions.Dropout, 0.3))),
        RuleCase.Flags(
            MissingRules.TokensHaveNoMean,
            "a mean of token ids",
            Tokens(MissingReplacement.Mean),
            new SpecificationPath(Section.Modality, 0, Option: "Optional"),
            "Modality 'Image' has token ids, which have no mean: where a sample lacks it, Replacement = Mean shows the encoder the token 0 throughout. Use Replacement = Learned or Replacement = Zero."),
        RuleCase.Allows(MissingRules.TokensHaveNoMean, "zeros for token ids", Tokens(MissingReplacement.Zero)),
        RuleCase.Allows(MissingRules.TokensHaveNoMean, "a mean of features", Declared.Lacking((MissingOptions.Replacement, (int)MissingReplacement.Mean))),
        RuleCase.Flags(
            MissingRules.MeanNeedsStandardised,
            "a mean of data as they are",
            Read(MissingReplacement.Mean, isStandardised: false),
            new SpecificationPath(Section.Missing, Option: "Replacement"),
            "Replacement = Mean shows the encoder 0 in the place of an absent modality, which is the mean of standardised features only; 'standardise' is false. Use Replacement = Learned or Replacement = Zero, or standardise the data."),
        RuleCase.Allows(MissingRules.MeanNeedsStandardised, "standardised data", Read(MissingReplacement.Mean, isStandardised: true)),
        RuleCase.Allows(MissingRules.MeanNeedsStandardised, "a learned replacement of data as they are", Read(MissingReplacement.Learned, isStandardised: false)),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();

    private static ModelSpecification Tokens(MissingReplacement replacement)
    {
        ModelSpecification lacking = Declared.Lacking((MissingOptions.Replacement, (int)replacement));
        ModalitySpecification image = lacking.Modalities[0] with { Encoders = Declared.List(Declared.With(TextEncoderOptions.Definition, (TextEncoderOptions.Vocabulary, 50))) };
        return lacking with { Modalities = Declared.List(image, lacking.Modalities[1]) };
    }

    private static ModelSpecification Read(MissingReplacement replacement, bool isStandardised) => Declared.Lacking((MissingOptions.Replacement, (int)replacement)) with
    {
        Data = new DataSpecification
        {
            Options = Declared.With(DataOptions.Definition, (DataOptions.Standardise, isStandardised)),
            Source = Declared.With(NpzDataOptions.Definition, (NpzDataOptions.Path, "a.npz")),
            Split = Declared.Default(RandomSplitOptions.Definition),
        },
    };
}
