using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about what a task has no use for (I2MOE751 and I2MOE752).</summary>
public static class ThresholdRules
{
    /// <summary>There are two classes, or labels, for thresholds to decide about.</summary>
    public static Rule ThresholdsDecide { get; } = new(
        "I2MOE751",
        "Thresholds have no effect with more than two classes",
        RuleSeverity.Warning,
        "‹ThresholdMetric› has no effect with {0} classes, of which the most probable is predicted: a threshold decides between two classes, or about a label. Remove ‹ThresholdMetric›.",
        FindThresholds);

    /// <summary>The loss of classes in order is not shaped.</summary>
    public static Rule OrdinalLossIsPlain { get; } = new(
        "I2MOE752",
        "An option of the cross-entropy has no effect in an ordinal task",
        RuleSeverity.Warning,
        "‹{0}› has no effect in the ordinal task, whose loss asks of every class whether the truth is above it. Remove ‹{0}›, or predict classes without an order: ‹[Classification(Classes = {1})]|kind: classification, classes: {1}›.",
        FindShapes);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [ThresholdsDecide, OrdinalLossIsPlain];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindThresholds(ModelSpecification specification) =>
        from task in specification.Tasks
        where specification.Tasks.Count == 1 && task.Definition is TaskDefinition { PredictsClass: true }
            && specification.Training.Get((Option)SelectionOptions.ThresholdMetric) is var metric && OptionRules.IsValid(SelectionOptions.ThresholdMetric, metric)
            && metric is not (ThresholdMetric.None or (int)ThresholdMetric.None)
        let classes = task.ValidInteger(((TaskDefinition)task.Definition).Outputs!)
        where classes > 2
        select (new SpecificationPath(Section.Training, Option: SelectionOptions.ThresholdMetric.Name), new[] { OptionText.Value(classes) });

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindShapes(ModelSpecification specification) =>
        from task in specification.Tasks
        where specification.Tasks.Count == 1 && task.Definition == OrdinalOptions.Definition
        from option in new Option[] { StepOptions.LabelSmoothing, StepOptions.Focal }
        where specification.Training.IsGiven(option) && OptionRules.IsValid(option, specification.Training.Get(option))
        let classes = task.ValidInteger(OrdinalOptions.Classes)
        where classes is not null
        select (new SpecificationPath(Section.Training, Option: option.Name), new[] { option.Name, OptionText.Value(classes) });
}
