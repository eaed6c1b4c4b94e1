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
        RuleCase.Flags(
            ThresholdRules.ThresholdsDecide,
            "classes in order",
            Declared.Trained((SelectionOptions.ThresholdMetric, (int)ThresholdMetric.F1)) with { Tasks = Declared.List(Declared.With(OrdinalOptions.Definition, (OrdinalOptions.Classes, 4))) },
            new SpecificationPath(Section.Training, Option: "ThresholdMetric"),
            "ThresholdMetric has no effect with 4 classes, of which the most probable is predicted: a threshold decides between two classes, or about a label. Remove ThresholdMetric."),
        RuleCase.Flags(
            ThresholdRules.OrdinalLossIsPlain,
            "the focal loss of classes in order",
            Declared.Trained((StepOptions.Focal, 2.0)) with { Tasks = Declared.List(Declared.With(OrdinalOptions.Definition, (OrdinalOptions.Classes, 4))) },
            new SpecificationPath(Section.Training, Option: "Focal"),
            "Focal has no effect in the ordinal task, whose loss asks of every class whether the truth is above it. Remove Focal, or predict classes without an order: [Classification(Classes = 4)]."),
        RuleCase.Allows(ThresholdRules.OrdinalLossIsPlain, "the focal loss of classes", Declared.Trained((StepOptions.Focal, 2.0))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
