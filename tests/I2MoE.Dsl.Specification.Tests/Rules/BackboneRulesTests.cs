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
        RuleCase.Flags(
            BackboneRules.PatchesHoldEmbedding,
            "more patches than numbers",
            Declared.Fused(TransformerFusionOptions.Definition, (TransformerFusionOptions.HiddenDim, 8), (TransformerFusionOptions.Patches, 16)),
            new SpecificationPath(Section.Fusion, Option: "Patches"),
            "The transformer fusion splits the embedding of modality 'Image', HiddenDim = 8 numbers, into Patches = 16: 8 of them would hold nothing but padding. Patches = 8 would fill them all."),
        RuleCase.Allows(BackboneRules.PatchesHoldEmbedding, "a number a patch", Declared.Fused(TransformerFusionOptions.Definition, (TransformerFusionOptions.HiddenDim, 8), (TransformerFusionOptions.Patches, 8))),
        RuleCase.Flags(
            BackboneRules.HeadsHaveWidth,
            "a head a number",
            Declared.Fused(TransformerFusionOptions.Definition, (TransformerFusionOptions.HiddenDim, 24), (TransformerFusionOptions.Heads, 24)),
            new SpecificationPath(Section.Fusion, Option: "Heads"),
            "Heads = 24 leaves each attention head one number of HiddenDim = 24, so that it compares products of two numbers. Heads = 6 gives each 4."),
        RuleCase.Allows(BackboneRules.HeadsHaveWidth, "two numbers a head", Declared.Fused(TransformerFusionOptions.Definition, (TransformerFusionOptions.HiddenDim, 24), (TransformerFusionOptions.Heads, 12))),
        RuleCase.Allows(BackboneRules.HeadsHaveWidth, "a tiny model", Declared.Fused(TransformerFusionOptions.Definition, (TransformerFusionOptions.HiddenDim, 4), (TransformerFusionOptions.Heads, 4))),
        RuleCase.Flags(
            BackboneRules.ExpertsGetTokens,
            "a batch of few tokens",
            Declared.Fused(SwitchFusionOptions.Definition, (SwitchFusionOptions.RoutedExperts, 512)),
            new SpecificationPath(Section.Fusion, Option: "RoutedExperts"),
            "A batch has 256 tokens (BatchSize = 32 * 2 modalities * Patches = 4), fewer than RoutedExperts = 512: most experts learn nothing from it."),
        RuleCase.Allows(BackboneRules.ExpertsGetTokens, "a token an expert", Declared.Fused(SwitchFusionOptions.Definition, (SwitchFusionOptions.RoutedExperts, 256))),
        RuleCase.Flags(
            BackboneRules.RoutingIsSparse,
            "all experts for every token",
            Declared.Fused(MoePlusPlusFusionOptions.Definition, (MoePlusPlusFusionOptions.RoutedExperts, 2), (MoePlusPlusFusionOptions.TopK, 6)),
            new SpecificationPath(Section.Fusion, Option: "TopK"),
            "TopK = 6 is the number of all experts of a layer (RoutedExperts = 2, two constant, one copy and one zero expert): nothing is routed, and every token costs all of them. The default is 2."),
        RuleCase.Allows(BackboneRules.RoutingIsSparse, "all but one", Declared.Fused(MoePlusPlusFusionOptions.Definition, (MoePlusPlusFusionOptions.RoutedExperts, 2), (MoePlusPlusFusionOptions.TopK, 5))),
        RuleCase.Flags(
            BackboneRules.TauIsModerate,
            "gates that are steps",
            Declared.Fused(InterpretCcFusionOptions.Definition, (InterpretCcFusionOptions.Tau, 0.001)),
            new SpecificationPath(Section.Fusion, Option: "Tau"),
            "Tau = 0.001 makes the gates of the interpretcc fusion steps without a gradient. The paper uses 0.5 to 1; the default is 1."),
        RuleCase.Flags(
            BackboneRules.TauIsModerate,
            "gates that are halves",
            Declared.Fused(InterpretCcFusionOptions.Definition, (InterpretCcFusionOptions.Tau, 100.0)),
            new SpecificationPath(Section.Fusion, Option: "Tau"),
            "Tau = 100 makes the gates of the interpretcc fusion nearly one half, whatever they see. The paper uses 0.5 to 1; the default is 1."),
        RuleCase.Allows(BackboneRules.TauIsModerate, "the tau of a paper", Declared.Fused(InterpretCcFusionOptions.Definition, (InterpretCcFusionOptions.Tau, 0.5))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
