using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class TaskRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            TaskRules.HasTask,
            "a model without task",
            Declared.Model with { Tasks = default },
            new SpecificationPath(Section.Model),
            "Model Emoji has no task, so nothing says what it predicts. Add one of: classification ([Classification]), multi_label ([MultiLabel]), regression ([Regression]), count ([Count]), ordinal ([Ordinal]), survival ([Survival])."),
        RuleCase.Allows(TaskRules.HasTask, "a model with two tasks", TwoTasks),
        RuleCase.Flags(
            TaskRules.HasOneTask,
            "a model with two tasks",
            TwoTasks,
            new SpecificationPath(Section.Task, Occurrence: 1),
            "Model Emoji has 2 tasks: classification and regression. Keep one."),
        RuleCase.Allows(TaskRules.HasOneTask, "one task", Declared.Model),
        RuleCase.Flags(
            TaskRules.WeightForEveryClass,
            "three weights of the two classes of the default",
            Declared.Classifying((ClassificationOptions.ClassWeights, Declared.List(1.0, 2.0, 3.0))),
            new SpecificationPath(Section.Task, Option: "ClassWeights"),
            "ClassWeights has 3 weights, but the task has 2 classes. Give 2 weights, one a class in the order of the labels, or Classes = 3."),
        RuleCase.Flags(
            TaskRules.WeightForEveryClass,
            "one weight",
            Declared.Classifying((ClassificationOptions.Classes, 5), (ClassificationOptions.ClassWeights, Declared.List(1.0))),
            new SpecificationPath(Section.Task, Option: "ClassWeights"),
            "ClassWeights has 1 weight, but the task has 5 classes. Give 5 weights, one a class in the order of the labels."),
        RuleCase.Allows(TaskRules.WeightForEveryClass, "a weight for each class", Declared.Classifying((ClassificationOptions.ClassWeights, Declared.List(0.25, 0.75)))),
        RuleCase.Allows(
            TaskRules.WeightForEveryClass,
            "weights of a number of classes that is out of range",
            Declared.Classifying((ClassificationOptions.Classes, 1), (ClassificationOptions.ClassWeights, Declared.List(0.25, 0.75, 1.0)))),
        RuleCase.Flags(
            TaskRules.SeveralLabels,
            "one label",
            Declared.Solving(MultiLabelOptions.Definition, (MultiLabelOptions.Labels, 1)),
            new SpecificationPath(Section.Task, Option: "Labels"),
            "Labels = 1 leaves one logit, whose cosine similarity to another is 1 or -1 and has no gradient: the interaction losses of the synergy and redundancy experts teach nothing. Probably meant: [Classification(Classes = 2)]."),
        RuleCase.Allows(TaskRules.SeveralLabels, "two labels", Declared.Solving(MultiLabelOptions.Definition, (MultiLabelOptions.Labels, 2))),
        RuleCase.Allows(TaskRules.SeveralLabels, "no labels, which is out of range", Declared.Solving(MultiLabelOptions.Definition, (MultiLabelOptions.Labels, 0))),
        RuleCase.Flags(
            TaskRules.MarginHasEffect,
            "a margin of the reference code's losses",
            Declared.Solving(RegressionOptions.Definition, (RegressionOptions.Interaction, (int)RegressionInteraction.Reference), (RegressionOptions.Margin, 2.0)),
            new SpecificationPath(Section.Task, Option: "Margin"),
            "Margin has no effect with Interaction = Reference, whose losses have no bound. Remove Margin, or set Interaction = Bounded."),
        RuleCase.Allows(TaskRules.MarginHasEffect, "a margin of bounded losses", Declared.Solving(RegressionOptions.Definition, (RegressionOptions.Margin, 2.0))),
        RuleCase.Allows(
            TaskRules.MarginHasEffect,
            "the reference code's losses without margin",
            Declared.Solving(RegressionOptions.Definition, (RegressionOptions.Interaction, RegressionInteraction.Reference))),
        RuleCase.Flags(
            TaskRules.WeightsDiffer,
            "equal weights",
            Declared.Classifying((ClassificationOptions.ClassWeights, Declared.List(2.0, 2.0))),
            new SpecificationPath(Section.Task, Option: "ClassWeights"),
            "ClassWeights = [2, 2] has no effect: the cross-entropy is a weighted mean, and all weights are 2. Remove ClassWeights, or weigh rare classes more."),
        RuleCase.Allows(TaskRules.WeightsDiffer, "weights of the paper", Declared.Classifying((ClassificationOptions.ClassWeights, Declared.List(0.25, 0.75)))),
        RuleCase.Allows(TaskRules.SeveralLabels, "one label where latents are compared", Declared.Solving(MultiLabelOptions.Definition, (MultiLabelOptions.Labels, 1)) with { Experts = Declared.With(ExpertsOptions.Definition, (ExpertsOptions.Comparison, (int)InteractionComparison.Latents)) }),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();

    private static ModelSpecification TwoTasks => Declared.Model with
    {
        Tasks = Declared.List(Declared.Default(ClassificationOptions.Definition), Declared.Default(RegressionOptions.Definition)),
    };
}
