using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Proof.Cases;

/// <summary>Draws cases. What can be drawn comes from the catalogue, so that a new option or component is drawn without a change here.</summary>
internal static class CaseGenerator
{
    // Below this seeds are valid in half of the cases, near-valid in a third, and wild in the rest.
    private const double ValidShare = 0.5;
    private const double NearValidShare = 0.34;

    /// <summary>The case of a seed.</summary>
    public static ProofCase Create(int seed)
    {
        var draw = new Draw(seed);
        double share = draw.Share();
        CaseKind kind = share < ValidShare ? CaseKind.Valid : share < ValidShare + NearValidShare ? CaseKind.NearValid : CaseKind.Wild;
        return Create(seed, kind, draw);
    }

    /// <summary>The case of a seed, of a given kind.</summary>
    public static ProofCase Create(int seed, CaseKind kind) => Create(seed, kind, new Draw(seed));

    private static ProofCase Create(int seed, CaseKind kind, Draw draw)
    {
        ModelSpecification specification = kind == CaseKind.Wild
            ? new WildSpecifications(draw).Next(seed)
            : new ValidSpecifications(draw).Next(seed);
        if (kind == CaseKind.NearValid)
        {
            var mutations = new Mutations(draw);
            for (int change = draw.Happens(0.75) ? 1 : 2; change > 0; change--)
            {
                specification = mutations.Change(specification);
            }
        }

        return new ProofCase(seed, kind, specification);
    }

    /// <summary>Whether <paramref name="specification"/> breaks a rule that is an error.</summary>
    public static bool HasErrors(ModelSpecification specification) =>
        RuleTable.Check(specification).Any(finding => finding.Rule.Severity == RuleSeverity.Error);
}
