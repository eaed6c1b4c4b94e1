using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class PairRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            PairRules.PairsHaveEffect,
            "pairs of two modalities",
            Of(2, (ExpertsOptions.PairwiseSynergy, true)),
            new SpecificationPath(Section.Experts, Option: "PairwiseSynergy"),
            "PairwiseSynergy = true has no effect: of two modalities there is one pair, and its expert is that of all. Remove PairwiseSynergy."),
        RuleCase.Flags(
            PairRules.PairsHaveEffect,
            "pairs of what is switched off",
            Of(3, (ExpertsOptions.PairwiseRedundancy, true), (ExpertsOptions.Redundancy, false)),
            new SpecificationPath(Section.Experts, Option: "PairwiseRedundancy"),
            "PairwiseRedundancy = true has no effect: Redundancy = false leaves out these experts. Remove PairwiseRedundancy, or Redundancy = false."),
        RuleCase.Allows(PairRules.PairsHaveEffect, "pairs of three modalities", Of(3, (ExpertsOptions.PairwiseSynergy, true), (ExpertsOptions.PairwiseRedundancy, true))),
        RuleCase.Flags(
            PairRules.PairsAreFew,
            "all pairs of five modalities",
            Of(5, (ExpertsOptions.PairwiseSynergy, true), (ExpertsOptions.PairwiseRedundancy, true)),
            new SpecificationPath(Section.Experts, Option: "PairwiseSynergy"),
            "Experts of pairs of 5 modalities make 25 experts, each run in 31 passes: 775 runs of the fusion in every training step, 18 times as many as without pairs. Remove PairwiseSynergy or PairwiseRedundancy, or give fewer modalities."),
        RuleCase.Allows(PairRules.PairsAreFew, "all pairs of four modalities", Of(4, (ExpertsOptions.PairwiseSynergy, true), (ExpertsOptions.PairwiseRedundancy, true))),
        RuleCase.Allows(PairRules.PairsAreFew, "no masking passes", Of(5, (ExpertsOptions.PairwiseSynergy, true), (ExpertsOptions.InteractionLossWeight, 0.0))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();

    internal static ModelSpecification Of(int modalities, params (Option Option, object Value)[] experts) =>
        Declared.Of([.. new[] { "Image", "Text", "Sound", "Video", "Touch" }.Take(modalities).Select(name => Declared.Vector(name))]) with
        {
            Experts = Declared.With(ExpertsOptions.Definition, experts),
        };
}
