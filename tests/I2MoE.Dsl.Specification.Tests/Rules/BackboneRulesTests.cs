using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class BackboneRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            BackboneRules.TopKExists,
            "seven experts a token of six",
            Declared.Fused(MoePlusPlusFusionOptions.Definition, (MoePlusPlusFusionOptions.RoutedExperts, 2), (MoePlusPlusFusionOptions.TopK, 7)),
            new SpecificationPath(Section.Fusion, Option: "TopK"),
            "TopK = 7 is more than the 6 experts of a layer: RoutedExperts = 2, two constant, one copy and one zero expert. Allowed: 2 to 6."),
        RuleCase.Allows(
            BackboneRules.TopKExists,
            "all experts for every token",
            Declared.Fused(MoePlusPlusFusionOptions.Definition, (MoePlusPlusFusionOptions.RoutedExperts, 2), (MoePlusPlusFusionOptions.TopK, 6))),
        RuleCase.Flags(
            BackboneRules.LateTokensAreFew,
            "the hidden size of a transformer",
            Declared.Fused(LateFusionOptions.Definition, (LateFusionOptions.HiddenDim, 256)),
            new SpecificationPath(Section.Fusion),
            "The late fusion makes a token of every number of the embeddings: 2 modalities * Patches = 4 * HiddenDim = 256 are 2048 tokens, and attention costs the square of that. Up to 1024 are reasonable; reduce HiddenDim or Patches."),
        RuleCase.Allows(
            BackboneRules.LateTokensAreFew,
            "as many tokens as are reasonable",
            Declared.Fused(LateFusionOptions.Definition, (LateFusionOptions.HiddenDim, 128))),
        RuleCase.Flags(
            BackboneRules.ThresholdHasEffect,
            "a threshold of soft gates",
            Declared.Fused(InterpretCcFusionOptions.Definition, (InterpretCcFusionOptions.Hard, false), (InterpretCcFusionOptions.Threshold, 0.6)),
            new SpecificationPath(Section.Fusion, Option: "Threshold"),
            "Threshold = 0.6 has no effect in the interpretcc fusion, because Hard = false leaves the gates between 0 and 1. Remove Threshold, or give Hard = true."),
        RuleCase.Allows(
            BackboneRules.ThresholdHasEffect,
            "a threshold of hard gates",
            Declared.Fused(InterpretCcFusionOptions.Definition, (InterpretCcFusionOptions.Threshold, 0.6))),
        RuleCase.Allows(
            BackboneRules.ThresholdHasEffect,
            "soft gates without threshold",
            Declared.Fused(InterpretCcFusionOptions.Definition, (InterpretCcFusionOptions.Hard, false))),
        RuleCase.Flags(
            BackboneRules.PatchesHaveEffect,
            "patches of a fusion that takes vectors",
            Declared.Fused(CustomFusionOptions.Definition, (CustomFusionOptions.Type, ""), (CustomFusionOptions.Embedding, (int)EmbeddingKind.Vector), (CustomFusionOptions.Patches, 8)),
            new SpecificationPath(Section.Fusion, Option: "Patches"),
            "Patches = 8 has no effect in the custom fusion, because Embedding = Vector gives it one vector a modality. Remove Patches, or give Embedding = Tokens."),
        RuleCase.Allows(
            BackboneRules.PatchesHaveEffect,
            "patches of a fusion that takes patches",
            Declared.Fused(CustomFusionOptions.Definition, (CustomFusionOptions.Patches, 8))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
