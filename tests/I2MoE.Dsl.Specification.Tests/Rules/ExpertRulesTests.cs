using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class ExpertRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            ExpertRules.InteractionLossIsOn,
            "a weight of 0",
            Declared.Experts((ExpertsOptions.InteractionLossWeight, 0.0)),
            new SpecificationPath(Section.Experts, Option: "InteractionLossWeight"),
            "InteractionLossWeight = 0 switches off the interaction loss, the one thing that makes an expert the expert of its interaction. The default is 0.5."),
        RuleCase.Allows(ExpertRules.InteractionLossIsOn, "a small weight", Declared.Experts((ExpertsOptions.InteractionLossWeight, 0.001))),
        RuleCase.Allows(ExpertRules.InteractionLossIsOn, "the default", Declared.Model),
        RuleCase.Flags(
            ExpertRules.ReweightingOptionsHaveEffect,
            "a hidden size without hidden layer",
            Declared.Reweighted((ReweightingOptions.Layers, 1), (ReweightingOptions.HiddenDim, 128)),
            new SpecificationPath(Section.Reweighting, Option: "HiddenDim"),
            "HiddenDim = 128 has no effect in the re-weighting network, because Layers = 1 leaves no hidden layer. Remove HiddenDim, or give Layers = 2 or more."),
        RuleCase.Flags(
            ExpertRules.ReweightingOptionsHaveEffect,
            "a dropout without hidden layer",
            Declared.Reweighted((ReweightingOptions.Layers, 1), (ReweightingOptions.Dropout, 0.5)),
            new SpecificationPath(Section.Reweighting, Option: "Dropout"),
            "Dropout = 0.5 has no effect in the re-weighting network, because Layers = 1 leaves no hidden layer. Remove Dropout, or give Layers = 2 or more."),
        RuleCase.Allows(ExpertRules.ReweightingOptionsHaveEffect, "one layer alone", Declared.Reweighted((ReweightingOptions.Layers, 1), (ReweightingOptions.Temperature, 2.0))),
        RuleCase.Allows(
            ExpertRules.ReweightingOptionsHaveEffect,
            "a hidden size that is out of range",
            Declared.Reweighted((ReweightingOptions.Layers, 1), (ReweightingOptions.HiddenDim, -5))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
