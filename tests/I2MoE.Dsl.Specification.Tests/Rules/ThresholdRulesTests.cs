using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class ThresholdRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            ThresholdRules.ThresholdsDecide,
            "three classes",
            Declared.Trained((SelectionOptions.ThresholdMetric, (int)ThresholdMetric.F1)) with { Tasks = Declared.List(Declared.With(ClassificationOptions.Definition, (ClassificationOptions.Classes, 3))) },
            new SpecificationPath(Section.Training, Option: "ThresholdMetric"),
            "ThresholdMetric has no effect with 3 classes, of which the most probable is predicted: a threshold decides between two classes, or about a label. Remove ThresholdMetric."),
        RuleCase.Allows(ThresholdRules.ThresholdsDecide, "two classes", Declared.Trained((SelectionOptions.ThresholdMetric, (int)ThresholdMetric.F1)) with { Tasks = Declared.List(Declared.With(ClassificationOptions.Definition, (ClassificationOptions.Classes, 2))) }),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
