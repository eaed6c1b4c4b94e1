using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the options of training that go together (I2MOE730 to I2MOE759).</summary>
public static class TrainingChoiceRules
{
    /// <summary>No option is given that does nothing beside the others.</summary>
    public static Rule OptionsHaveEffect { get; } = new(
        "I2MOE730",
        "An option of training has no effect",
        RuleSeverity.Warning,
        "‹{0} = {1}› has no effect with ‹{2} = {3}›. Remove ‹{0}›, or give ‹{2} = {4}›.",
        FindWithoutEffect);

    /// <summary>The task has the metric.</summary>
    public static Rule TaskHasMetric { get; } = new(
        "I2MOE731",
        "A metric is none of the task",
        RuleSeverity.Error,
        "‹{0} = {1}› is no metric of the {2} task. Allowed: ‹{3}›.",
        FindForeignMetrics);

    /// <summary>The accuracy does not choose where classes are weighted.</summary>
    public static Rule AccuracyFitsWeights { get; } = new(
        "I2MOE732",
        "The accuracy chooses the best epoch although classes are weighted",
        RuleSeverity.Warning,
        "‹BestMetric = {1}› keeps the epoch that is best for the frequent classes, although {0} says that the rare ones matter. Give ‹BestMetric = MacroF1› or another metric.",
        FindAccuracyWithWeights);

    /// <summary>Options of stopping have patience.</summary>
    public static Rule StoppingHasPatience { get; } = new(
        "I2MOE733",
        "An option of stopping has no effect without patience",
        RuleSeverity.Warning,
        "‹{0}› has no effect without ‹StopPatience›, the number of epochs without progress after which training stops. Give ‹StopPatience = 10›, or remove ‹{0}›.",
        FindStoppingWithoutPatience);

    /// <summary>The samples are balanced by classes.</summary>
    public static Rule BalanceHasClasses { get; } = new(
        "I2MOE734",
        "Samples are balanced by classes that are not there",
        RuleSeverity.Error,
        "‹Sampling = Balanced› draws every class as often as any other, but the {0} task has no classes. Remove ‹Sampling›{1}.",
        FindBalanceWithoutClasses);

    /// <summary>The task has a loss that can be shaped.</summary>
    public static Rule LossHasProbabilities { get; } = new(
        "I2MOE735",
        "An option of probabilities has no effect where a number is predicted",
        RuleSeverity.Warning,
        "‹{0}› has no effect in the {1} task, which predicts no probabilities. Remove ‹{0}›.",
        FindUnusedLossOptions);

    /// <summary>There is a weight for every label.</summary>
    public static Rule WeightForEveryLabel { get; } = new(
        "I2MOE736",
        "The number of positive weights is not the number of labels",
        RuleSeverity.Error,
        "‹PositiveWeights› has {0} weights, but the task has {1} labels. Give {1} weights, one a label in the order of the labels.",
        FindWrongPositiveWeights);

    /// <summary>Weights are given or follow from the data.</summary>
    public static Rule WeightsOnce { get; } = new(
        "I2MOE737",
        "Weights are given and balanced as well",
        RuleSeverity.Error,
        "‹{0}› gives weights, and ‹{1} = true› lets them follow from the data. Remove one of the two.",
        FindTwofoldWeights);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [OptionsHaveEffect, TaskHasMetric, AccuracyFitsWeights, StoppingHasPatience, BalanceHasClasses, LossHasProbabilities, WeightForEveryLabel, WeightsOnce];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindForeignMetrics(ModelSpecification specification)
    {
        if (specification.Tasks.Count != 1)
        {
            yield break;
        }

        ComponentDefinition task = specification.Tasks[0].Definition;
        IReadOnlyList<ValidationMetric> metrics = SelectionOptions.MetricsOf(task);
        foreach ((Component component, Option<ValidationMetric> option) in MetricsIn(specification))
        {
            ValidationMetric[] allowed = [.. option == SelectionOptions.BestMetric ? [ValidationMetric.Auto] : (ValidationMetric[])[], .. metrics];
            if (component.IsGiven(option) && OptionRules.IsValid(option, component.Get((Option)option)) && !allowed.Contains(component.Get(option)))
            {
                yield return (
                    new SpecificationPath(component.Definition.Section, Option: option.Name),
                    [option.Name, component.Get(option).ToString(), task.Kind, string.Join(", ", allowed)]);
            }
        }
    }

    private static IEnumerable<(Component Component, Option<ValidationMetric> Option)> MetricsIn(ModelSpecification specification)
    {
        yield return (specification.Training, SelectionOptions.BestMetric);
        yield return (specification.Training, SelectionOptions.StopMetric);
        if (specification.Sweep is { } sweep)
        {
            yield return (sweep.Options, SweepOptions.Metric);
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindAccuracyWithWeights(ModelSpecification specification)
    {
        object metric = specification.Training.Get((Option)SelectionOptions.BestMetric);
        return IsAccuracy(metric) && specification.Tasks.Count == 1 && specification.Tasks[0] is var task && task.Definition == ClassificationOptions.Definition
            && WeightsOf(task, specification.Training) is { } weights
            ? [(new SpecificationPath(Section.Training, Option: SelectionOptions.BestMetric.Name), [$"‹{weights}›", Shown(SelectionOptions.BestMetric, metric)])]
            : [];
    }

    // The score of a classification, and its micro F1, are the accuracy.
    private static bool IsAccuracy(object metric) => OptionRules.IsValid(SelectionOptions.BestMetric, metric)
        && (metric is int number ? (ValidationMetric)number : metric) is ValidationMetric.Accuracy or ValidationMetric.MicroF1 or ValidationMetric.Score;

    // What says that rare classes matter.
    private static string? WeightsOf(Component task, Component training) =>
        task.ValidList(ClassificationOptions.ClassWeights)?.Distinct().Count() > 1 ? ClassificationOptions.ClassWeights.Name
        : task.ValidFlag(ClassificationOptions.BalancedClassWeights) ? ClassificationOptions.BalancedClassWeights.Name
        : IsBalanced(training) ? "Sampling = Balanced"
        : null;

    private static bool IsBalanced(Component training) => training.Get((Option)StepOptions.Sampling) is Sampling.Balanced or (int)Sampling.Balanced;

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindStoppingWithoutPatience(ModelSpecification specification) =>
        from option in new Option[] { SelectionOptions.StopMetric, SelectionOptions.StopMinDelta }
        where specification.Training.ValidInteger(SelectionOptions.StopPatience) == 0
            && specification.Training.IsGiven(option) && OptionRules.IsValid(option, specification.Training.Get(option))
            && FindForeignMetrics(specification).All(finding => finding.Path.Option != option.Name)
        select (new SpecificationPath(Section.Training, Option: option.Name), new[] { option.Name });

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindWithoutEffect(ModelSpecification specification) =>
        from condition in TrainingOptions.Conditions
        let training = specification.Training
        where training.IsGiven(condition.Option) && OptionRules.IsValid(condition.Option, training.Get(condition.Option)) && !condition.IsMet(training)
        select (
            new SpecificationPath(Section.Training, Option: condition.Option.Name),
            new[]
            {
                condition.Option.Name,
                Shown(condition.Option, training.Get(condition.Option)),
                condition.Choice.Name,
                Shown(condition.Choice, training.Get(condition.Choice)),
                string.Join(" or ", condition.Members.Select(member => Shown(condition.Choice, member))),
            });

    // A choice may be given as a member or as its number.
    private static string Shown(Option option, object value) =>
        OptionText.Value(option.EnumType is { } choice && value is int number ? Enum.ToObject(choice, number) : value);

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindBalanceWithoutClasses(ModelSpecification specification) =>
        from task in specification.Tasks
        where specification.Tasks.Count == 1 && task.Definition is not TaskDefinition { PredictsClass: true }
            && IsBalanced(specification.Training)
        let isLabels = task.Definition == MultiLabelOptions.Definition
        select (
            new SpecificationPath(Section.Training, Option: StepOptions.Sampling.Name),
            new[] { task.Definition.Kind, isLabels ? ", or weigh the labels with ‹BalancedPositiveWeights = true›" : "" });

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUnusedLossOptions(ModelSpecification specification) =>
        from option in new Option[] { StepOptions.LabelSmoothing, StepOptions.Focal, SelectionOptions.CalibrateTemperature, SelectionOptions.ThresholdMetric }
        where specification.Tasks.Count == 1 && specification.Tasks[0].Definition is TaskDefinition { PredictsNumber: true }
            && specification.Training.IsGiven(option) && OptionRules.IsValid(option, specification.Training.Get(option))
        select (new SpecificationPath(Section.Training, Option: option.Name), new[] { option.Name, specification.Tasks[0].Definition.Kind });

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindWrongPositiveWeights(ModelSpecification specification) =>
        from place in specification.Components
        where place.Component.Definition == MultiLabelOptions.Definition
        let labels = place.Component.ValidInteger(MultiLabelOptions.Labels)
        let weights = place.Component.ValidList(MultiLabelOptions.PositiveWeights) ?? default
        where labels is not null && weights.Count > 0 && weights.Count != labels
        select (place.Path with { Option = MultiLabelOptions.PositiveWeights.Name }, new[] { OptionText.Value(weights.Count), OptionText.Value(labels!) });

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindTwofoldWeights(ModelSpecification specification) =>
        from place in specification.Components
        from option in place.Component.Definition.Options.OfType<Option<EquatableArray<double>>>()
        where option.WordOption is not null
            && place.Component.ValidList(option) is { Count: > 0 }
            && place.Component.Get(place.Component.Definition.FindOption(option.WordOption)!) is true
        select (place.Path with { Option = option.WordOption }, new[] { option.Name, option.WordOption! });
}
