using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class FusionRulesTests
{
    private static readonly string s_vectorEncoders = Declared.Encoders(encoder => encoder.Produces == EmbeddingKind.Vector);

    private static readonly string s_tokenFusions = Declared.Fusions(fusion => fusion.CanAccept(PatchEncoderOptions.Definition));

    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            FusionRules.HasFusion,
            "a model without fusion",
            Declared.Model with { Fusions = default },
            new SpecificationPath(Section.Model),
            $"Model Emoji has no fusion. Add one of: {Declared.Fusions(_ => true)}."),
        RuleCase.Allows(FusionRules.HasFusion, "a model with two fusions", TwoFusions),
        RuleCase.Flags(
            FusionRules.HasOneFusion,
            "a model with two fusions",
            TwoFusions,
            new SpecificationPath(Section.Fusion, Occurrence: 1),
            "Model Emoji has 2 fusions: transformer and concat. Keep one; every expert is a copy of it."),
        RuleCase.Allows(FusionRules.HasOneFusion, "one fusion", Declared.Model),
        RuleCase.Flags(
            FusionRules.HeadsDivideHiddenSize,
            "3 heads of 64",
            Transformer((TransformerFusionOptions.Heads, 3), (TransformerFusionOptions.HiddenDim, 64)),
            new SpecificationPath(Section.Fusion, Option: "Heads"),
            "Heads = 3 does not divide HiddenDim = 64. Nearest that do: 2, 4."),
        RuleCase.Flags(
            FusionRules.HeadsDivideHiddenSize,
            "more heads than features of a token",
            Transformer((TransformerFusionOptions.Heads, 100), (TransformerFusionOptions.HiddenDim, 64)),
            new SpecificationPath(Section.Fusion, Option: "Heads"),
            "Heads = 100 does not divide HiddenDim = 64. Nearest that do: 64."),
        RuleCase.Flags(
            FusionRules.HeadsDivideHiddenSize,
            "the default of 4 heads with a hidden size of 6",
            Transformer((TransformerFusionOptions.HiddenDim, 6), (TransformerFusionOptions.Patches, 3)),
            new SpecificationPath(Section.Fusion, Option: "HiddenDim"),
            "Heads = 4 does not divide HiddenDim = 6. Nearest that do: 3, 6."),
        RuleCase.Flags(
            FusionRules.HeadsDivideHiddenSize,
            "a hidden size whose only greater divisor is more heads than allowed",
            Transformer((TransformerFusionOptions.Heads, 1000), (TransformerFusionOptions.HiddenDim, 65_521)),
            new SpecificationPath(Section.Fusion, Option: "Heads"),
            "Heads = 1000 does not divide HiddenDim = 65521. Nearest that do: 1."),
        RuleCase.Flags(
            FusionRules.HeadsDivideHiddenSize,
            "heads of the early fusion, which share its own width",
            Declared.Fused(EarlyFusionOptions.Definition, (EarlyFusionOptions.Heads, 4)),
            new SpecificationPath(Section.Fusion, Option: "Heads"),
            "Heads = 4 does not divide EmbedDim = 9. Nearest that do: 3, 9."),
        RuleCase.Flags(
            FusionRules.HeadsDivideHiddenSize,
            "heads of the switch fusion",
            Declared.Fused(SwitchFusionOptions.Definition, (SwitchFusionOptions.HiddenDim, 10)),
            new SpecificationPath(Section.Fusion, Option: "HiddenDim"),
            "Heads = 4 does not divide HiddenDim = 10. Nearest that do: 2, 5."),
        RuleCase.Allows(FusionRules.HeadsDivideHiddenSize, "the early fusion's defaults", Declared.Fused(EarlyFusionOptions.Definition)),
        RuleCase.Allows(
            FusionRules.HeadsDivideHiddenSize,
            "as many heads as features of a token",
            Transformer((TransformerFusionOptions.Heads, 64), (TransformerFusionOptions.HiddenDim, 64))),
        RuleCase.Allows(FusionRules.HeadsDivideHiddenSize, "no head, which is out of range", Transformer((TransformerFusionOptions.Heads, 0))),
        RuleCase.Flags(
            FusionRules.AcceptsEncoder,
            "patches for the concat fusion",
            Declared.Fused(ConcatFusionOptions.Definition) with { Modalities = PatchedImageAndText(features: 10) },
            new SpecificationPath(Section.Encoder, 0),
            "Unknown combination: the patch encoder of modality 'Image' makes patches, but the concat fusion takes one vector a modality. "
            + $"Encoders that go with concat: {s_vectorEncoders}. Fusions that go with patch: {s_tokenFusions}."),
        RuleCase.Allows(FusionRules.AcceptsEncoder, "patches for the transformer", Declared.Model with { Modalities = PatchedImageAndText(features: 10) }),
        RuleCase.Allows(
            FusionRules.AcceptsEncoder,
            "patches for a fusion of the user's that takes patches",
            Declared.Fused(CustomFusionOptions.Definition) with { Modalities = PatchedImageAndText(features: 10) }),
        RuleCase.Flags(
            FusionRules.AcceptsEncoder,
            "patches for a fusion of the user's that takes vectors",
            Declared.Fused(CustomFusionOptions.Definition, (CustomFusionOptions.Type, ""), (CustomFusionOptions.Embedding, (int)EmbeddingKind.Vector)) with { Modalities = PatchedImageAndText(features: 10) },
            new SpecificationPath(Section.Encoder, 0),
            "Unknown combination: the patch encoder of modality 'Image' makes patches, but the custom fusion takes one vector a modality. "
            + $"Encoders that go with custom: {s_vectorEncoders}. Fusions that go with patch: {s_tokenFusions}."),
        RuleCase.Allows(FusionRules.AcceptsEncoder, "vectors for the concat fusion", Declared.Fused(ConcatFusionOptions.Definition)),
        RuleCase.Flags(
            FusionRules.PatchesHoldFeatures,
            "more patches than features",
            Declared.Model with { Modalities = PatchedImageAndText(features: 1) },
            new SpecificationPath(Section.Encoder, 0),
            "Modality 'Image' has 1 feature, split into 4 patches: 3 of them would hold nothing but padding. Patches = 1 would fill them all."),
        RuleCase.Flags(
            FusionRules.PatchesHoldFeatures,
            "nine features in four patches of three",
            Declared.Model with { Modalities = PatchedImageAndText(features: 9) },
            new SpecificationPath(Section.Encoder, 0),
            "Modality 'Image' has 9 features, split into 4 patches: 1 of them would hold nothing but padding. Patches = 3 would fill them all."),
        RuleCase.Flags(
            FusionRules.PatchesHoldFeatures,
            "more patches than features in the switch fusion",
            Declared.Fused(SwitchFusionOptions.Definition) with { Modalities = PatchedImageAndText(features: 2) },
            new SpecificationPath(Section.Encoder, 0),
            "Modality 'Image' has 2 features, split into 4 patches: 2 of them would hold nothing but padding. Patches = 2 would fill them all."),
        RuleCase.Allows(FusionRules.PatchesHoldFeatures, "a last patch that is partly padding", Declared.Model with { Modalities = PatchedImageAndText(features: 10) }),
        RuleCase.Allows(FusionRules.PatchesHoldFeatures, "a linear encoder of one feature", Declared.Of(Declared.Vector("Image", 1), Declared.Vector("Text"))),
        RuleCase.Flags(
            FusionRules.OptionsHaveEffect,
            "a dropout without hidden layer",
            Declared.Fused(ConcatFusionOptions.Definition, (ConcatFusionOptions.Layers, 1), (ConcatFusionOptions.Dropout, 0.1)),
            new SpecificationPath(Section.Fusion, Option: "Dropout"),
            "Dropout = 0.1 has no effect in the concat fusion, because Layers = 1 leaves no hidden layer. Remove Dropout, or give Layers = 2 or more."),
        RuleCase.Allows(
            FusionRules.OptionsHaveEffect,
            "a hidden size without hidden layer, which is the size of the embeddings",
            Declared.Fused(ConcatFusionOptions.Definition, (ConcatFusionOptions.Layers, 1), (ConcatFusionOptions.HiddenDim, 64))),
        RuleCase.Allows(
            FusionRules.OptionsHaveEffect,
            "a dropout in one attention block",
            Transformer((TransformerFusionOptions.Layers, 1), (TransformerFusionOptions.Dropout, 0.1))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();

    private static ModelSpecification TwoFusions => Declared.Model with
    {
        Fusions = Declared.List(Declared.Default(TransformerFusionOptions.Definition), Declared.Default(ConcatFusionOptions.Definition)),
    };

    private static ModelSpecification Transformer(params (Option Option, object Value)[] given) =>
        Declared.Fused(TransformerFusionOptions.Definition, given);

    private static EquatableArray<ModalitySpecification> PatchedImageAndText(int features) =>
        Declared.List(Declared.Vector("Image", features, PatchEncoderOptions.Definition), Declared.Vector("Text"));
}
