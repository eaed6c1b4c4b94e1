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
        RuleCase.Flags(
            TrainingChoiceRules.TaskHasMetric,
            "a metric of numbers for classes",
            Declared.Trained((SelectionOptions.BestMetric, (int)ValidationMetric.R2)),
            new SpecificationPath(Section.Training, Option: "BestMetric"),
            "BestMetric = R2 is no metric of the classification task. Allowed: Auto, Score, Loss, LogLoss, Accuracy, MacroF1, MicroF1, Auroc."),
        RuleCase.Flags(
            TrainingChoiceRules.TaskHasMetric,
            "a metric of numbers that is to make progress for classes",
            Declared.Trained((SelectionOptions.StopMetric, (int)ValidationMetric.Pearson), (SelectionOptions.StopPatience, 3)),
            new SpecificationPath(Section.Training, Option: "StopMetric"),
            "StopMetric = Pearson is no metric of the classification task. Allowed: Score, Loss, LogLoss, Accuracy, MacroF1, MicroF1, Auroc."),
        RuleCase.Allows(TrainingChoiceRules.TaskHasMetric, "a metric of classes", Declared.Trained((SelectionOptions.BestMetric, (int)ValidationMetric.Auroc))),
        RuleCase.Allows(TrainingChoiceRules.TaskHasMetric, "a metric of numbers for a number", Declared.Trained((SelectionOptions.BestMetric, (int)ValidationMetric.R2)) with { Tasks = Declared.List(Declared.With(RegressionOptions.Definition)) }),
        RuleCase.Flags(
            TrainingChoiceRules.AccuracyFitsWeights,
            "the accuracy of weighted classes",
            Declared.Trained((SelectionOptions.BestMetric, (int)ValidationMetric.Accuracy)) with { Tasks = Declared.List(Declared.With(ClassificationOptions.Definition, (ClassificationOptions.ClassWeights, Declared.List(0.25, 0.75)))) },
            new SpecificationPath(Section.Training, Option: "BestMetric"),
            "BestMetric = Accuracy keeps the epoch that is best for the frequent classes, although ClassWeights says that the rare ones matter. Give BestMetric = MacroF1 or another metric."),
        RuleCase.Flags(
            TrainingChoiceRules.AccuracyFitsWeights,
            "the score of balanced samples",
            Declared.Trained((SelectionOptions.BestMetric, (int)ValidationMetric.Score), (StepOptions.Sampling, (int)Sampling.Balanced)),
            new SpecificationPath(Section.Training, Option: "BestMetric"),
            "BestMetric = Score keeps the epoch that is best for the frequent classes, although Sampling = Balanced says that the rare ones matter. Give BestMetric = MacroF1 or another metric."),
        RuleCase.Allows(TrainingChoiceRules.AccuracyFitsWeights, "the AUROC of balanced samples", Declared.Trained((SelectionOptions.BestMetric, (int)ValidationMetric.Auroc), (StepOptions.Sampling, (int)Sampling.Balanced))),
        RuleCase.Allows(TrainingChoiceRules.AccuracyFitsWeights, "the accuracy of classes of one weight", Declared.Trained((SelectionOptions.BestMetric, (int)ValidationMetric.Accuracy))),
        RuleCase.Flags(
            TrainingChoiceRules.StoppingHasPatience,
            "a metric without patience",
            Declared.Trained((SelectionOptions.StopMetric, (int)ValidationMetric.Auroc)),
            new SpecificationPath(Section.Training, Option: "StopMetric"),
            "StopMetric has no effect without StopPatience, the number of epochs without progress after which training stops. Give StopPatience = 10, or remove StopMetric."),
        RuleCase.Allows(TrainingChoiceRules.StoppingHasPatience, "a metric with patience", Declared.Trained((SelectionOptions.StopMetric, (int)ValidationMetric.Auroc), (SelectionOptions.StopPatience, 3))),
        RuleCase.Flags(
            TrainingChoiceRules.BalanceHasClasses,
            "labels",
            Declared.Trained((StepOptions.Sampling, (int)Sampling.Balanced)) with { Tasks = Declared.List(Declared.With(MultiLabelOptions.Definition)) },
            new SpecificationPath(Section.Training, Option: "Sampling"),
            "Sampling = Balanced draws every class as often as any other, but the multi_label task has no classes. Remove Sampling, or weigh the labels with BalancedPositiveWeights = true."),
        RuleCase.Allows(TrainingChoiceRules.BalanceHasClasses, "classes", Declared.Trained((StepOptions.Sampling, (int)Sampling.Balanced))),
        RuleCase.Flags(
            TrainingChoiceRules.LossHasProbabilities,
            "the focal loss of a number",
            Declared.Trained((StepOptions.Focal, 2.0)) with { Tasks = Declared.List(Declared.With(RegressionOptions.Definition)) },
            new SpecificationPath(Section.Training, Option: "Focal"),
            "Focal has no effect in the regression task, which predicts no probabilities. Remove Focal."),
        RuleCase.Flags(
            TrainingChoiceRules.LossHasProbabilities,
            "the temperature of a number",
            Declared.Trained((SelectionOptions.CalibrateTemperature, true)) with { Tasks = Declared.List(Declared.With(RegressionOptions.Definition)) },
            new SpecificationPath(Section.Training, Option: "CalibrateTemperature"),
            "CalibrateTemperature has no effect in the regression task, which predicts no probabilities. Remove CalibrateTemperature."),
        RuleCase.Flags(
            TrainingChoiceRules.LossHasProbabilities,
            "the focal loss of a time to an event",
            Declared.Trained((StepOptions.Focal, 2.0)) with { Tasks = Declared.List(Declared.With(SurvivalOptions.Definition)) },
            new SpecificationPath(Section.Training, Option: "Focal"),
            "Focal has no effect in the survival task, which predicts no probabilities. Remove Focal."),
        RuleCase.Flags(
            TrainingChoiceRules.LossHasProbabilities,
            "the temperature of a count",
            Declared.Trained((SelectionOptions.CalibrateTemperature, true)) with { Tasks = Declared.List(Declared.With(CountOptions.Definition)) },
            new SpecificationPath(Section.Training, Option: "CalibrateTemperature"),
            "CalibrateTemperature has no effect in the count task, which predicts no probabilities. Remove CalibrateTemperature."),
        RuleCase.Allows(TrainingChoiceRules.LossHasProbabilities, "the focal loss of classes", Declared.Trained((StepOptions.Focal, 2.0))),
        RuleCase.Flags(
            TrainingChoiceRules.LossHasProbabilities,
            "the thresholds of a number",
            Declared.Trained((SelectionOptions.ThresholdMetric, (int)ThresholdMetric.F1)) with { Tasks = Declared.List(Declared.With(RegressionOptions.Definition)) },
            new SpecificationPath(Section.Training, Option: "ThresholdMetric"),
            "ThresholdMetric has no effect in the regression task, which predicts no probabilities. Remove ThresholdMetric."),
        RuleCase.Flags(
            TrainingChoiceRules.WeightForEveryLabel,
            "a weight too few",
            Declared.Model with { Tasks = Declared.List(Declared.With(MultiLabelOptions.Definition, (MultiLabelOptions.Labels, 3), (MultiLabelOptions.PositiveWeights, Declared.List(1.0, 2.0)))) },
            new SpecificationPath(Section.Task, Option: "PositiveWeights"),
            "PositiveWeights has 2 weights, but the task has 3 labels. Give 3 weights, one a label in the order of the labels."),
        RuleCase.Allows(TrainingChoiceRules.WeightForEveryLabel, "a weight for every label", Declared.Model with { Tasks = Declared.List(Declared.With(MultiLabelOptions.Definition, (MultiLabelOptions.Labels, 2), (MultiLabelOptions.PositiveWeights, Declared.List(1.0, 2.0)))) }),
        RuleCase.Flags(
            TrainingChoiceRules.WeightsOnce,
            "weights and balance",
            Declared.Model with { Tasks = Declared.List(Declared.With(ClassificationOptions.Definition, (ClassificationOptions.ClassWeights, Declared.List(0.25, 0.75)), (ClassificationOptions.BalancedClassWeights, true))) },
            new SpecificationPath(Section.Task, Option: "BalancedClassWeights"),
            "ClassWeights gives weights, and BalancedClassWeights = true lets them follow from the data. Remove one of the two."),
        RuleCase.Allows(TrainingChoiceRules.WeightsOnce, "balance alone", Declared.Model with { Tasks = Declared.List(Declared.With(ClassificationOptions.Definition, (ClassificationOptions.BalancedClassWeights, true))) }),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
