using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about experts of pairs of modalities (I2MOE415, I2MOE416).</summary>
public static class PairRules
{
    /// <summary>From here training takes long: passes of experts in a step. Three modalities with pairs of both kinds take 63, four 240; without pairs eight modalities take 90.</summary>
    private const int UsualPasses = 300;

    /// <summary>Pairs are asked for where there are some.</summary>
    public static Rule PairsHaveEffect { get; } = new(
        "I2MOE415",
        "Experts of pairs have no effect",
        RuleSeverity.Warning,
        "‹{0} = true› has no effect: {1}. Remove ‹{0}›{2}.",
        FindPairsWithoutEffect);

    /// <summary>Pairs are few enough to train.</summary>
    public static Rule PairsAreFew { get; } = new(
        "I2MOE416",
        "Experts of pairs take many passes",
        RuleSeverity.Warning,
        "Experts of pairs of {0} modalities make {1} experts, each run in {2} passes: {3} runs of the fusion in every training step, {4} times as many as without pairs. Remove {5}, or give fewer modalities.",
        FindManyPasses);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [PairsHaveEffect, PairsAreFew];

    private static IEnumerable<(Option<bool> Pairwise, Option<bool> Kind)> Asked(ModelSpecification specification) =>
        new (Option<bool> Pairwise, Option<bool> Kind)[] { (ExpertsOptions.PairwiseSynergy, ExpertsOptions.Synergy), (ExpertsOptions.PairwiseRedundancy, ExpertsOptions.Redundancy) }
            .Where(pair => specification.Experts.ValidFlag(pair.Pairwise));

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindPairsWithoutEffect(ModelSpecification specification)
    {
        foreach ((Option<bool> pairwise, Option<bool> kind) in Asked(specification))
        {
            var path = new SpecificationPath(Section.Experts, Option: pairwise.Name);
            if (specification.Modalities.Count == ModalityRules.MinimumModalities)
            {
                yield return (path, [pairwise.Name, "of two modalities there is one pair, and its expert is that of all", ""]);
            }
            else if (!specification.Experts.ValidFlag(kind))
            {
                yield return (path, [pairwise.Name, $"‹{kind.Name} = false› leaves out these experts", $", or ‹{kind.Name} = false›"]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindManyPasses(ModelSpecification specification)
    {
        int modalities = specification.Modalities.Count;
        if (modalities > ModalityRules.MaximumModalities
            || specification.Experts.ValidNumber(ExpertsOptions.InteractionLossWeight) == 0
            || !specification.ExpertLayout.Any(expert => expert.IsOfPair))
        {
            yield break;
        }

        int experts = specification.ExpertLayout.Count;
        int passes = MaskingPasses.Of(specification).Count;
        if (experts * passes > UsualPasses)
        {
            int kinds = new[] { ExpertsOptions.Synergy, ExpertsOptions.Redundancy }.Count(specification.Experts.ValidFlag);
            double without = (specification.ExpertLayout.Count(expert => expert.Kind == InteractionKind.Uniqueness) + kinds) * (modalities + 1.0);
            string[] asked = [.. Asked(specification).Where(pair => specification.Experts.ValidFlag(pair.Kind)).Select(pair => pair.Pairwise.Name)];
            yield return (
                new SpecificationPath(Section.Experts, Option: asked[0]),
                [
                    OptionText.Value(modalities), OptionText.Value(experts), OptionText.Value(passes), OptionText.Value(experts * passes),
                    OptionText.Value((int)Math.Round(experts * passes / without)), string.Join(" or ", asked.Select(option => $"‹{option}›")),
                ]);
        }
    }
}
