using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the interaction losses and what weighs them (I2MOE409 to I2MOE414).</summary>
public static class LossRules
{
    private const double LeastTemperature = 0.05;
    private const double GreatestTemperature = 50;
    private const double GreatestWeight = 10;

    /// <summary>No option of the interaction losses is given where they have no weight.</summary>
    public static Rule LossOptionsHaveEffect { get; } = new(
        "I2MOE409",
        "An option of the interaction losses has no effect",
        RuleSeverity.Warning,
        "‹{0}› has no effect with ‹InteractionLossWeight = 0›, which leaves out the masking passes and their losses. Remove ‹{0}›, or give the loss a weight.",
        FindUnusedLossOptions);

    /// <summary>A modality is named once.</summary>
    public static Rule NamesOnce { get; } = new(
        "I2MOE410",
        "A uniqueness expert is named twice",
        RuleSeverity.Warning,
        "‹UniquenessOf› names '‹@{0}›' more than once, but a modality has one uniqueness expert. Remove the repetition.",
        specification => specification.Experts.ValidNames(ExpertsOptions.UniquenessOf)
            .GroupBy(name => name)
            .Where(group => group.Count() > 1 && specification.Modalities.Any(modality => modality.Name == group.Key))
            .Select(group => (Place(ExpertsOptions.UniquenessOf), new[] { group.Key })));

    /// <summary>The temperature is one at which the weights say something.</summary>
    public static Rule TemperatureIsModerate { get; } = new(
        "I2MOE411",
        "The temperature of the re-weighting is extreme",
        RuleSeverity.Suggestion,
        "‹Temperature = {0}› makes {1}. The paper uses 1 to 4; the default is {2}.",
        FindExtremeTemperatures);

    /// <summary>The mean of a batch is not that of one sample.</summary>
    public static Rule MeanHasBatch { get; } = new(
        "I2MOE412",
        "The mean of one sample masks nothing",
        RuleSeverity.Warning,
        "‹Masking = Mean› has no effect with ‹BatchSize = 1›: the mean over a batch of one sample is that sample, so that nothing is masked. Use ‹Masking = Random› or ‹Zero›, or ‹BatchSize = 2› or more.",
        specification => specification.Experts.Get((Option)ExpertsOptions.Masking) is Masking.Mean or (int)Masking.Mean
            && specification.Training.ValidInteger(TrainingOptions.BatchSize) == 1
            && !IsOff(specification)
                ? [(Place(ExpertsOptions.Masking), [])]
                : []);

    /// <summary>The task loss still counts.</summary>
    public static Rule WeightIsModerate { get; } = new(
        "I2MOE413",
        "The interaction loss outweighs the task",
        RuleSeverity.Suggestion,
        "‹InteractionLossWeight = {0}› lets the interaction loss outweigh the task loss. The paper uses 0.001 to 0.5; the default is {1}.",
        specification => specification.Experts.ValidNumber(ExpertsOptions.InteractionLossWeight) is double weight and > GreatestWeight
            ? [(Place(ExpertsOptions.InteractionLossWeight), [OptionText.Value(weight), OptionText.Default(ExpertsOptions.InteractionLossWeight)])]
            : []);

    /// <summary>No option is given that the objective does not use.</summary>
    public static Rule ObjectiveUsesOptions { get; } = new(
        "I2MOE414",
        "An option has no effect with the objective",
        RuleSeverity.Warning,
        "‹{0}› has no effect with ‹Objective = {1}›. Remove ‹{0}›, or use ‹Objective = {2}›.",
        FindOptionsOfOtherObjective);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [LossOptionsHaveEffect, NamesOnce, TemperatureIsModerate, MeanHasBatch, WeightIsModerate, ObjectiveUsesOptions];

    /// <summary>Whether an option is given that the missing loss leaves without effect.</summary>
    internal static bool FindsUnusedOptions(ModelSpecification specification) => FindUnusedLossOptions(specification).Any();

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUnusedLossOptions(ModelSpecification specification)
    {
        if (!IsOff(specification))
        {
            yield break;
        }

        Option[] ofLosses = [ExpertsOptions.Masking, ExpertsOptions.MaskedModalities, ExpertsOptions.Comparison];
        foreach (Option option in ofLosses.Where(specification.Experts.IsGiven))
        {
            yield return (Place(option), [option.Name]);
        }

        foreach ((Component task, SpecificationPath path) in specification.Components.Where(place => place.Component.Definition is TaskDefinition { PredictsNumber: true }))
        {
            // All of their options but the number of outputs are about the interaction losses.
            foreach (Option option in task.Definition.Options.Where(option => option != ((TaskDefinition)task.Definition).Outputs && task.IsGiven(option)))
            {
                yield return (path with { Option = option.Name }, [option.Name]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindExtremeTemperatures(ModelSpecification specification)
    {
        if (specification.Reweighting.ValidNumber(ReweightingOptions.Temperature) is double temperature and (< LeastTemperature or > GreatestTemperature))
        {
            string effect = temperature < LeastTemperature
                ? "one weight nearly 1 and the others 0, with hardly a gradient"
                : "all weights nearly equal, whatever the network says";
            yield return (
                new SpecificationPath(Section.Reweighting, Option: ReweightingOptions.Temperature.Name),
                [OptionText.Value(temperature), effect, OptionText.Default(ReweightingOptions.Temperature)]);
        }
    }

    private static bool IsOff(ModelSpecification specification) => specification.Experts.ValidNumber(ExpertsOptions.InteractionLossWeight) == 0;

    private static SpecificationPath Place(Option option) => new(Section.Experts, Option: option.Name);

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindOptionsOfOtherObjective(ModelSpecification specification)
    {
        InteractionObjective objective = specification.Experts.Get((Option)ExpertsOptions.Objective) switch
        {
            InteractionObjective.Evidence or (int)InteractionObjective.Evidence => InteractionObjective.Evidence,
            InteractionObjective.Measured or (int)InteractionObjective.Measured => InteractionObjective.Measured,
            _ => InteractionObjective.Paper,
        };
        bool isEvidence = objective != InteractionObjective.Paper;
        InteractionObjective other = isEvidence ? InteractionObjective.Paper : InteractionObjective.Evidence;
        Option[] unused = isEvidence ? [ExpertsOptions.Comparison] : [ExpertsOptions.AgreementWeight, ExpertsOptions.CreditWeight];
        return unused
            .Where(specification.Experts.IsGiven)
            .Select(option => (new SpecificationPath(Section.Experts, Option: option.Name), new[] { option.Name, objective.ToString(), other.ToString() }));
    }
}
