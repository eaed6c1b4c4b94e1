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
        "‹BestMetric = Accuracy› keeps the epoch that is best for the frequent classes, although {0} says that the rare ones matter. Give ‹BestMetric = MacroF1› or another metric.",
        FindAccuracyWithWeights);

    /// <summary>Options of stopping have patience.</summary>
    public static Rule StoppingHasPatience { get; } = new(
        "I2MOE733",
        "An option of stopping has no effect without patience",
        RuleSeverity.Warning,
        "‹{0}› has no effect without ‹StopPatience›, the number of epochs without progress after which training stops. Give ‹StopPatience = 10›, or remove ‹{0}›.",
        FindStoppingWithoutPatience);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [OptionsHaveEffect, TaskHasMetric, AccuracyFitsWeights, StoppingHasPatience];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindForeignMetrics(ModelSpecification specification)
    {
        if (specification.Tasks.Count != 1)
        {
            yield break;
        }

        ComponentDefinition task = specification.Tasks[0].Definition;
        IReadOnlyList<ValidationMetric> metrics = SelectionOptions.MetricsOf(task);
        foreach (Option<ValidationMetric> option in new[] { SelectionOptions.BestMetric, SelectionOptions.StopMetric })
        {
            if (specification.Training.IsGiven(option) && OptionRules.IsValid(option, specification.Training.Get((Option)option)) && !metrics.Contains(specification.Training.Get(option)))
            {
                yield return (
                    new SpecificationPath(Section.Training, Option: option.Name),
                    [option.Name, specification.Training.Get(option).ToString(), task.Kind, string.Join(", ", metrics)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindAccuracyWithWeights(ModelSpecification specification)
    {
        bool isAccuracy = OptionRules.IsValid(SelectionOptions.BestMetric, specification.Training.Get((Option)SelectionOptions.BestMetric))
            && specification.Training.Get(SelectionOptions.BestMetric) == ValidationMetric.Accuracy;
        return isAccuracy && specification.Task is { } task && task.Definition == ClassificationOptions.Definition && task.ValidList(ClassificationOptions.ClassWeights)?.Distinct().Count() > 1
            ? [(new SpecificationPath(Section.Training, Option: SelectionOptions.BestMetric.Name), [$"‹{ClassificationOptions.ClassWeights.Name}›"])]
            : [];
    }

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
}
