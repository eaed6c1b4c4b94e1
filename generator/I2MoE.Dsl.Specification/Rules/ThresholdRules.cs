using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about thresholds (I2MOE751).</summary>
public static class ThresholdRules
{
    /// <summary>There are two classes, or labels, for thresholds to decide about.</summary>
    public static Rule ThresholdsDecide { get; } = new(
        "I2MOE751",
        "Thresholds have no effect with more than two classes",
        RuleSeverity.Warning,
        "‹ThresholdMetric› has no effect with {0} classes, of which the most probable is predicted: a threshold decides between two classes, or about a label. Remove ‹ThresholdMetric›.",
        Find);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [ThresholdsDecide];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> Find(ModelSpecification specification) =>
        from task in specification.Tasks
        where specification.Tasks.Count == 1 && task.Definition == ClassificationOptions.Definition
            && specification.Training.Get((Option)SelectionOptions.ThresholdMetric) is var metric && OptionRules.IsValid(SelectionOptions.ThresholdMetric, metric)
            && metric is not (ThresholdMetric.None or (int)ThresholdMetric.None)
        let classes = task.ValidInteger(ClassificationOptions.Classes)
        where classes > 2
        select (new SpecificationPath(Section.Training, Option: SelectionOptions.ThresholdMetric.Name), new[] { OptionText.Value(classes) });
}
