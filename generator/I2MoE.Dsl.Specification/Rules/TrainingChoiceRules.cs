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

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [OptionsHaveEffect];

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
