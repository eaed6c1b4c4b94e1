using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Remedies;

/// <summary>What can be proposed to mend a finding.</summary>
public static class RemedyTable
{
    private static readonly Dictionary<Rule, Func<ModelSpecification, Finding, IEnumerable<Remedy>>> s_all =
        new IEnumerable<KeyValuePair<Rule, Func<ModelSpecification, Finding, IEnumerable<Remedy>>>>[]
        {
            ValueRemedies.All,
            ComponentRemedies.All,
            SizeRemedies.All,
        }
        .SelectMany(pairs => pairs)
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>The rules of which some finding has a remedy, in the order of the ids.</summary>
    public static IReadOnlyList<Rule> Rules { get; } = [.. RuleTable.All.Where(s_all.ContainsKey)];

    /// <summary>
    /// The remedies of <paramref name="finding"/>, the most probable first. Each mends it, and breaks no rule that is an error and was not
    /// broken before.
    /// </summary>
    public static IReadOnlyList<Remedy> Find(ModelSpecification specification, Finding finding)
    {
        if (!s_all.TryGetValue(finding.Rule, out Func<ModelSpecification, Finding, IEnumerable<Remedy>> propose))
        {
            return [];
        }

        IReadOnlyList<Finding> before = RuleTable.Check(specification);
        return [.. propose(specification, finding).Distinct().Where(remedy => Mends(remedy, specification, finding, before))];
    }

    private static bool Mends(Remedy remedy, ModelSpecification specification, Finding finding, IReadOnlyList<Finding> before)
    {
        IReadOnlyList<Finding> after = RuleTable.Check(remedy.Apply(specification));
        return after.Count(other => IsSame(other, finding)) < before.Count(other => IsSame(other, finding))
            && after.Where(other => other.Rule.Severity == RuleSeverity.Error).All(other => before.Any(known => known.Rule == other.Rule));
    }

    private static bool IsSame(Finding left, Finding right) => left.Rule == right.Rule && (left.Path == right.Path || left.Path with { Occurrence = 0 } == right.Path with { Occurrence = 0 });
}
