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
        RuleCase.Flags(
            ExpertRules.HasExpert,
            "a layout without experts",
            Declared.Experts((ExpertsOptions.Uniqueness, false), (ExpertsOptions.Synergy, false), (ExpertsOptions.Redundancy, false)),
            new SpecificationPath(Section.Experts),
            "The layout leaves no expert: Uniqueness, Synergy and Redundancy are all false. Leave at least two of them on."),
        RuleCase.Allows(ExpertRules.HasExpert, "synergy and redundancy only", Declared.Experts((ExpertsOptions.Uniqueness, false))),
        RuleCase.Flags(
            ExpertRules.HasSeveralExperts,
            "redundancy alone",
            Declared.Experts((ExpertsOptions.Uniqueness, false), (ExpertsOptions.Synergy, false)),
            new SpecificationPath(Section.Experts),
            "The layout leaves one expert, the redundancy expert: its weight is always 1, and nothing is weighed. Add another expert, or use the vanilla baseline."),
        RuleCase.Allows(ExpertRules.HasSeveralExperts, "uniqueness only", Declared.Experts((ExpertsOptions.Synergy, false), (ExpertsOptions.Redundancy, false))),
        RuleCase.Flags(
            ExpertRules.NamesModalities,
            "a name with a slip",
            Declared.Experts((ExpertsOptions.UniquenessOf, Declared.List("Imgae"))),
            new SpecificationPath(Section.Experts, Option: "UniquenessOf"),
            "UniquenessOf names 'Imgae', which is no modality of Emoji. Its modalities: 'Image', 'Text'. Did you mean 'Image'?"),
        RuleCase.Allows(ExpertRules.NamesModalities, "a name of a modality", Declared.Experts((ExpertsOptions.UniquenessOf, Declared.List("Text")))),
        RuleCase.Flags(
            ExpertRules.UniquenessIsOn,
            "names without uniqueness experts",
            Declared.Experts((ExpertsOptions.Uniqueness, false), (ExpertsOptions.UniquenessOf, Declared.List("Text"))),
            new SpecificationPath(Section.Experts, Option: "Uniqueness"),
            "UniquenessOf names modalities, but Uniqueness = false leaves out all uniqueness experts. Remove one of the two."),
        RuleCase.Allows(ExpertRules.UniquenessIsOn, "names alone", Declared.Experts((ExpertsOptions.UniquenessOf, Declared.List("Text")))),
        RuleCase.Flags(
            ExpertRules.MaskedModalitiesHaveEffect,
            "two of two modalities",
            Declared.Experts((ExpertsOptions.MaskedModalities, 2)),
            new SpecificationPath(Section.Experts, Option: "MaskedModalities"),
            "MaskedModalities = 2 has no effect: the model has 2 modalities, and all of them are masked anyway. Remove it, or give less than 2."),
        RuleCase.Allows(
            ExpertRules.MaskedModalitiesHaveEffect,
            "two of three modalities",
            Declared.Of(Declared.Vector("Image"), Declared.Vector("Text"), Declared.Vector("Sound")) with { Experts = Declared.With(ExpertsOptions.Definition, (ExpertsOptions.MaskedModalities, 2)) }),
        RuleCase.Flags(
            ExpertRules.GlobalWeightsTakeNoNetwork,
            "layers beside global weights",
            Declared.Reweighted((ReweightingOptions.Scope, (int)ReweightingScope.Global), (ReweightingOptions.Layers, 3)),
            new SpecificationPath(Section.Reweighting, Option: "Layers"),
            "Layers has no effect with Scope = Global, which learns one weight an expert without a network. Remove Layers, or use Scope = PerSample."),
        RuleCase.Allows(
            ExpertRules.GlobalWeightsTakeNoNetwork,
            "a temperature beside global weights",
            Declared.Reweighted((ReweightingOptions.Scope, (int)ReweightingScope.Global), (ReweightingOptions.Temperature, 2.0))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
