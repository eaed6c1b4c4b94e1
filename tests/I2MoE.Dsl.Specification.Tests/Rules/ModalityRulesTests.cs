using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class ModalityRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            ModalityRules.AnyModality,
            "a model without modalities",
            Declared.Of(),
            new SpecificationPath(Section.Model),
            "Model Emoji has no modality. Declare 2 to 8, for example '[Modality(Features = 10), LinearEncoder] public partial Modality Image { get; }'."),
        RuleCase.Allows(ModalityRules.AnyModality, "one modality", Declared.Of(Declared.Vector("Image"))),
        RuleCase.Flags(
            ModalityRules.MoreThanOneModality,
            "one modality",
            Declared.Of(Declared.Vector("Image")),
            new SpecificationPath(Section.Modality, 0),
            "Model Emoji has only the modality 'Image', but interactions are between modalities. Declare 2 to 8."),
        RuleCase.Allows(ModalityRules.MoreThanOneModality, "two modalities", Declared.Model),
        RuleCase.Flags(
            ModalityRules.AtMostEightModalities,
            "ten modalities",
            Numbered(10),
            new SpecificationPath(Section.Modality, 8),
            "Model Emoji has 10 modalities; 'M9' is the first too many. Allowed: 2 to 8."),
        RuleCase.Allows(ModalityRules.AtMostEightModalities, "eight modalities", Numbered(8)),
        RuleCase.Flags(
            ModalityRules.DistinctNames,
            "names that differ in case only",
            Declared.Of(Declared.Vector("Image"), Declared.Vector("Text"), Declared.Vector("image")),
            new SpecificationPath(Section.Modality, 2),
            "There is already a modality 'Image' (upper and lower case count as the same). Rename one of them."),
        RuleCase.Flags(
            ModalityRules.DistinctNames,
            "equal names",
            Declared.Of(Declared.Vector("Image"), Declared.Vector("Image")),
            new SpecificationPath(Section.Modality, 1),
            "There is already a modality 'Image' (upper and lower case count as the same). Rename one of them."),
        RuleCase.Allows(ModalityRules.DistinctNames, "a name that begins with another", Declared.Of(Declared.Vector("Image"), Declared.Vector("Image2"))),
        RuleCase.Flags(
            ModalityRules.PartialProperty,
            "a property that the generator cannot implement",
            Declared.Of(Declared.Vector("Image"), Declared.Vector("Text") with { IsPartialProperty = false }),
            new SpecificationPath(Section.Modality, 1),
            "Modality 'Text' cannot be implemented by the generator. Declare it as 'public partial Modality Text { get; }'."),
        RuleCase.Allows(ModalityRules.PartialProperty, "a partial property", Declared.Model),
        RuleCase.Flags(
            ModalityRules.FreeName,
            "the name of an expert",
            Declared.Of(Declared.Vector("Synergy"), Declared.Vector("Text")),
            new SpecificationPath(Section.Modality, 0),
            "'Synergy' cannot be the name of a modality, because the generated code has a member of that name. Choose another, for example 'SynergyData'."),
        RuleCase.Flags(
            ModalityRules.FreeName,
            "the name of the labels in lower case, which is a parameter's",
            Declared.Of(Declared.Vector("labels"), Declared.Vector("Text")),
            new SpecificationPath(Section.Modality, 0),
            "'labels' cannot be the name of a modality, because the generated code has a member of that name. Choose another, for example 'labelsData'."),
        RuleCase.Flags(
            ModalityRules.FreeName,
            "the name of the class",
            Declared.Of(Declared.Vector("Emoji"), Declared.Vector("Text")),
            new SpecificationPath(Section.Modality, 0),
            "'Emoji' cannot be the name of a modality, because the generated code has a member of that name. Choose another, for example 'EmojiData'."),
        RuleCase.Allows(ModalityRules.FreeName, "a name that begins with a reserved one", Declared.Of(Declared.Vector("BatchSize"), Declared.Vector("Text"))),
        RuleCase.Flags(
            ModalityRules.HasShape,
            "neither Features nor Shape",
            Declared.Of(Declared.Vector("Image") with { Options = Declared.Default(ModalityOptions.Definition) }, Declared.Vector("Text")),
            new SpecificationPath(Section.Modality, 0),
            "Modality 'Image' gives neither Features nor Shape. Give Features for a vector (Features = 10) or Shape without the batch dimension (Shape = [3, 16, 16])."),
        RuleCase.Flags(
            ModalityRules.HasShape,
            "an empty shape",
            Declared.Of(Declared.Shaped("Image"), Declared.Vector("Text")),
            new SpecificationPath(Section.Modality, 0),
            "Modality 'Image' gives neither Features nor Shape. Give Features for a vector (Features = 10) or Shape without the batch dimension (Shape = [3, 16, 16])."),
        RuleCase.Allows(ModalityRules.HasShape, "a shape", Declared.Of(Declared.Shaped("Image", 10), Declared.Vector("Text"))),
        RuleCase.Flags(
            ModalityRules.HasOneShape,
            "Features and Shape",
            Declared.Of(Declared.Vector("Image") with { Options = Both(12, 3, 4) }, Declared.Vector("Text")),
            new SpecificationPath(Section.Modality, 0),
            "Modality 'Image' gives both Features = 12 and Shape = [3, 4]. Keep one: Features is the short form of Shape = [12]."),
        RuleCase.Allows(ModalityRules.HasOneShape, "Features and an empty shape", Declared.Of(Declared.Vector("Image") with { Options = Both(12) }, Declared.Vector("Text"))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();

    private static ModelSpecification Numbered(int count) =>
        Declared.Of([.. Enumerable.Range(1, count).Select(number => Declared.Vector($"M{number}"))]);

    private static Component Both(int features, params int[] shape) =>
        Declared.With(ModalityOptions.Definition, (ModalityOptions.Features, features), (ModalityOptions.Shape, Declared.List(shape)));
}
