namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Every rule, and what judges a specification by all of them. Both front ends and the tool report the same findings.</summary>
public static class RuleTable
{
    /// <summary>Every rule, in the order of the ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. OptionRules.All,
        .. ClassRules.All,
        .. ModalityRules.All,
        .. EncoderRules.All,
        .. EncoderInputRules.All,
        .. EmbeddedLevelRules.OfModel,
        .. FusionRules.All,
        .. BackboneRules.All,
        .. SizeRules.All,
        .. ExpertRules.All,
        .. LossRules.All,
        .. PairRules.All,
        .. TaskRules.All,
        .. TrainingRules.All,
        .. DataSourceRules.All,
        .. DataModalityRules.All,
        .. DataSplitRules.All,
        .. FeatureNameRules.All,
        .. TableTextRules.All,
        .. YamlRules.All,
        .. RandomDataRules.All,
        .. TrainingChoiceRules.All,
        .. SweepRules.All,
        .. TrackingRules.All,
        .. ThresholdRules.All,
        .. FoldRules.All,
        .. SequenceRules.All,
        .. EmbeddedLevelRules.OfData,
        .. OptimizerRules.All,
        .. MissingRules.All,
        .. TextRules.All,
        .. NetworkRules.All,
        .. JoinRules.All,
        .. CategoryRules.All,
    ];

    /// <summary>The rule with <paramref name="id"/> (for example <c>I2MOE303</c>), or null.</summary>
    public static Rule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    /// <summary>
    /// Everything that <paramref name="specification"/> breaks, ordered by place (section, modality, occurrence, option) and then by id.
    /// Never throws, whatever the values; where one mistake would break several rules, only the most basic one is found.
    /// </summary>
    public static IReadOnlyList<Finding> Check(ModelSpecification specification) =>
    [
        .. All.SelectMany(rule => rule.Check(specification))
            .OrderBy(finding => finding.Path.Section)
            .ThenBy(finding => finding.Path.Modality)
            .ThenBy(finding => finding.Path.Occurrence)
            .ThenBy(finding => finding.Path.Option, StringComparer.Ordinal)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal),
    ];
}
