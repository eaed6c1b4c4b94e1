using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class OptimizerRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            OptimizerRules.StepsAreBounded,
            "squares that are forgotten at once",
            Declared.Trained((OptimizerOptions.Beta2, 0.0)),
            new SpecificationPath(Section.Training, Option: "Beta2"),
            "Beta2 = 0 forgets large gradients that Beta1 = 0.9 still adds up, so that a step has no bound where gradients become small. Give Beta2 above 0.81, the square of Beta1, or a smaller Beta1."),
        RuleCase.Flags(
            OptimizerRules.StepsAreBounded,
            "gradients that are remembered longer than their squares",
            Declared.Trained((OptimizerOptions.Beta1, 0.9999)),
            new SpecificationPath(Section.Training, Option: "Beta1"),
            "Beta2 = 0.999 forgets large gradients that Beta1 = 0.9999 still adds up, so that a step has no bound where gradients become small. Give Beta2 above 0.9998, the square of Beta1, or a smaller Beta1."),
        RuleCase.Allows(OptimizerRules.StepsAreBounded, "signs of gradients", Declared.Trained((OptimizerOptions.Beta1, 0.0), (OptimizerOptions.Beta2, 0.0))),
        RuleCase.Allows(OptimizerRules.StepsAreBounded, "no Adam", Declared.Trained((OptimizerOptions.Kind, (int)OptimizerKind.Sgd), (OptimizerOptions.Beta2, 0.0))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
