using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class TrainingChoiceRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            TrainingChoiceRules.OptionsHaveEffect,
            "epochs of another schedule",
            Declared.Trained((ScheduleOptions.Kind, (int)ScheduleKind.Cosine), (ScheduleOptions.Every, 5)),
            new SpecificationPath(Section.Training, Option: "ScheduleEvery"),
            "ScheduleEvery = 5 has no effect with Schedule = Cosine. Remove ScheduleEvery, or give Schedule = Step."),
        RuleCase.Flags(
            TrainingChoiceRules.OptionsHaveEffect,
            "patience without a schedule",
            Declared.Trained((ScheduleOptions.Patience, 5)),
            new SpecificationPath(Section.Training, Option: "SchedulePatience"),
            "SchedulePatience = 5 has no effect with Schedule = Constant. Remove SchedulePatience, or give Schedule = Plateau."),
        RuleCase.Flags(
            TrainingChoiceRules.OptionsHaveEffect,
            "momentum of Adam",
            Declared.Trained((OptimizerOptions.Momentum, 0.9)),
            new SpecificationPath(Section.Training, Option: "Momentum"),
            "Momentum = 0.9 has no effect with Optimizer = Adam. Remove Momentum, or give Optimizer = Sgd."),
        RuleCase.Allows(TrainingChoiceRules.OptionsHaveEffect, "momentum of stochastic gradient descent", Declared.Trained((OptimizerOptions.Kind, OptimizerKind.Sgd), (OptimizerOptions.Momentum, 0.9))),
        RuleCase.Allows(TrainingChoiceRules.OptionsHaveEffect, "a warm-up alone", Declared.Trained((ScheduleOptions.Warmup, 0.1))),
        RuleCase.Allows(TrainingChoiceRules.OptionsHaveEffect, "a schedule that is none", Declared.Trained((ScheduleOptions.Kind, 99), (ScheduleOptions.Every, 5))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
