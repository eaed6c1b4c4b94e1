using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class EncoderRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            EncoderRules.HasEncoder,
            "a modality without encoder",
            Declared.Of(Declared.Vector("Image"), Declared.Vector("Text") with { Encoders = default }),
            new SpecificationPath(Section.Modality, 1),
            "Modality 'Text' has no encoder. Add one of: linear ([LinearEncoder]), mlp ([MlpEncoder]), patch ([PatchEncoder]), custom ([CustomEncoder])."),
        RuleCase.Flags(
            EncoderRules.HasEncoder,
            "a modality without encoder, naming only those that go with the fusion",
            Declared.Fused(ConcatFusionOptions.Definition) with { Modalities = Declared.List(Declared.Vector("Image"), Declared.Vector("Text") with { Encoders = default }) },
            new SpecificationPath(Section.Modality, 1),
            "Modality 'Text' has no encoder. Add one of: linear ([LinearEncoder]), mlp ([MlpEncoder]), custom ([CustomEncoder])."),
        RuleCase.Allows(EncoderRules.HasEncoder, "a modality with two encoders", TwoEncoders),
        RuleCase.Flags(
            EncoderRules.HasOneEncoder,
            "a modality with two encoders",
            TwoEncoders,
            new SpecificationPath(Section.Encoder, 0, 1),
            "Modality 'Image' has 2 encoders: linear and patch. Keep one."),
        RuleCase.Allows(EncoderRules.HasOneEncoder, "the same encoder for two modalities", Declared.Model),
        RuleCase.Flags(
            EncoderRules.FitsShape,
            "an image for a linear encoder",
            Declared.Of(Declared.Shaped("Image", 3, 16, 16), Declared.Vector("Text")),
            new SpecificationPath(Section.Encoder, 0),
            "The linear encoder takes samples of 1 dimension, but those of modality 'Image' have the shape [3, 16, 16] (3 dimensions). Encoders that do: custom ([CustomEncoder]). For the flattened values, give Features = 768 in place of Shape."),
        RuleCase.Flags(
            EncoderRules.FitsShape,
            "an image too large to be flattened",
            Declared.Of(Declared.Shaped("Image", 100_000_000, 2), Declared.Vector("Text")),
            new SpecificationPath(Section.Encoder, 0),
            "The linear encoder takes samples of 1 dimension, but those of modality 'Image' have the shape [100000000, 2] (2 dimensions). Encoders that do: custom ([CustomEncoder])."),
        RuleCase.Allows(EncoderRules.FitsShape, "a vector given by its shape", Declared.Of(Declared.Shaped("Image", 768), Declared.Vector("Text"))),
        RuleCase.Flags(
            EncoderRules.OptionsHaveEffect,
            "a hidden size without hidden layer",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Layers, 1), (MlpEncoderOptions.HiddenDim, 64)),
            new SpecificationPath(Section.Encoder, 0, Option: "HiddenDim"),
            "HiddenDim = 64 has no effect in the mlp encoder of modality 'Image', because Layers = 1 leaves no hidden layer. Remove HiddenDim, or give Layers = 2 or more."),
        RuleCase.Flags(
            EncoderRules.OptionsHaveEffect,
            "a dropout without hidden layer",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Layers, 1), (MlpEncoderOptions.Dropout, 0.1)),
            new SpecificationPath(Section.Encoder, 0, Option: "Dropout"),
            "Dropout = 0.1 has no effect in the mlp encoder of modality 'Image', because Layers = 1 leaves no hidden layer. Remove Dropout, or give Layers = 2 or more."),
        RuleCase.Allows(
            EncoderRules.OptionsHaveEffect,
            "no dropout, which is what one layer has",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Layers, 1), (MlpEncoderOptions.Dropout, 0.0))),
        RuleCase.Allows(
            EncoderRules.OptionsHaveEffect,
            "a dropout in the two layers of the default",
            Declared.Encoded(MlpEncoderOptions.Definition, (MlpEncoderOptions.Dropout, 0.1))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();

    private static ModelSpecification TwoEncoders => Declared.Of(
        Declared.Vector("Image") with
        {
            Encoders = Declared.List(Declared.Default(LinearEncoderOptions.Definition), Declared.Default(PatchEncoderOptions.Definition)),
        },
        Declared.Vector("Text"));
}
