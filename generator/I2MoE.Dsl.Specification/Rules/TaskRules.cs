using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the task (I2MOE501 to I2MOE506).</summary>
public static class TaskRules
{
    /// <summary>There is a task.</summary>
    public static Rule HasTask { get; } = new(
        "I2MOE501",
        "A model has no task",
        RuleSeverity.Error,
        "Model {0} has no task, so nothing says what it predicts. Add one of: {1}.",
        specification => specification.Tasks.Count == 0
            ? [(new SpecificationPath(Section.Model), [specification.Declaration.Name, ComponentText.Choices(OptionCatalogue.Tasks)])]
            : []);

    /// <summary>There is only one task.</summary>
    public static Rule HasOneTask { get; } = new(
        "I2MOE502",
        "A model has more than one task",
        RuleSeverity.Error,
        "Model {0} has {1} tasks: {2}. Keep one.",
        specification => specification.Tasks.Count > 1
            ? [(new SpecificationPath(Section.Task, Occurrence: 1), [specification.Declaration.Name, OptionText.Value(specification.Tasks.Count), ComponentText.Kinds(specification.Tasks)])]
            : []);

    /// <summary>There is a weight for every class.</summary>
    public static Rule WeightForEveryClass { get; } = new(
        "I2MOE503",
        "The number of class weights is not the number of classes",
        RuleSeverity.Error,
        "‹ClassWeights› has {0}, but the task has {1} classes. Give {1} weights, one a class in the order of the labels{2}.",
        FindWrongClassWeights);

    /// <summary>There is more than one label.</summary>
    public static Rule SeveralLabels { get; } = new(
        "I2MOE504",
        "A multi-label task has only one label",
        RuleSeverity.Warning,
        "‹Labels = 1› leaves one logit, whose cosine similarity to another is 1 or -1 and has no gradient: the interaction losses of the synergy and redundancy experts teach nothing. Probably meant: ‹[Classification(Classes = 2)]|kind: classification, classes: 2›.",
        FindSingleLabels);

    /// <summary>No option of a regression is given that has no effect.</summary>
    public static Rule MarginHasEffect { get; } = new(
        "I2MOE505",
        "The margin of a regression has no effect",
        RuleSeverity.Warning,
        "‹Margin› has no effect with ‹Interaction = Reference›, whose losses have no bound. Remove ‹Margin›, or set ‹Interaction = Bounded›.",
        FindUnusedMargins);

    /// <summary>Class weights that are given differ.</summary>
    public static Rule WeightsDiffer { get; } = new(
        "I2MOE506",
        "Class weights that are all equal have no effect",
        RuleSeverity.Warning,
        "‹ClassWeights = {0}› has no effect: the cross-entropy is a weighted mean, and all weights are {1}. Remove ‹ClassWeights›, or weigh rare classes more.",
        FindEqualClassWeights);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [HasTask, HasOneTask, WeightForEveryClass, SeveralLabels, MarginHasEffect, WeightsDiffer];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindSingleLabels(ModelSpecification specification) =>
        from place in specification.Components
        where place.Component.Definition == MultiLabelOptions.Definition
            && place.Component.ValidInteger(MultiLabelOptions.Labels) == 1
            && !ComparesLatents(specification)
        select (place.Path with { Option = MultiLabelOptions.Labels.Name }, Array.Empty<string>());

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindEqualClassWeights(ModelSpecification specification) =>
        from place in specification.Components
        where place.Component.Definition == ClassificationOptions.Definition
        let weights = place.Component.ValidList(ClassificationOptions.ClassWeights) ?? default
        where weights.Count > 0
            && weights.Count == place.Component.ValidInteger(ClassificationOptions.Classes)
            && weights.All(weight => weight == weights[0])
        select (place.Path with { Option = ClassificationOptions.ClassWeights.Name }, new[] { OptionText.Value(weights), OptionText.Value(weights[0]) });

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUnusedMargins(ModelSpecification specification) =>
        from place in specification.Components
        where place.Component.Definition == RegressionOptions.Definition
            && place.Component.Get((Option)RegressionOptions.Interaction) is RegressionInteraction.Reference or (int)RegressionInteraction.Reference
            && place.Component.IsGiven(RegressionOptions.Margin)
            && place.Component.ValidNumber(RegressionOptions.Margin) is not null
            && specification.Experts.ValidNumber(ExpertsOptions.InteractionLossWeight) != 0
        select (place.Path with { Option = RegressionOptions.Margin.Name }, Array.Empty<string>());

    // Then the losses are of the fused embedding, which has many numbers.
    private static bool ComparesLatents(ModelSpecification specification) =>
        specification.Experts.Get((Option)ExpertsOptions.Comparison) is InteractionComparison.Latents or (int)InteractionComparison.Latents;

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindWrongClassWeights(ModelSpecification specification)
    {
        foreach ((Component component, SpecificationPath path) in specification.Components)
        {
            if (component.Definition == ClassificationOptions.Definition
                && component.ValidInteger(ClassificationOptions.Classes) is int classes
                && component.ValidList(ClassificationOptions.ClassWeights) is { Count: > 0 } weights
                && weights.Count != classes)
            {
                string count = weights.Count == 1 ? "1 weight" : $"{OptionText.Value(weights.Count)} weights";
                string orClasses = ClassificationOptions.Classes.Allows(weights.Count) ? $", or ‹Classes = {OptionText.Value(weights.Count)}›" : "";
                yield return (path with { Option = ClassificationOptions.ClassWeights.Name }, [count, OptionText.Value(classes), orClasses]);
            }
        }
    }
}
