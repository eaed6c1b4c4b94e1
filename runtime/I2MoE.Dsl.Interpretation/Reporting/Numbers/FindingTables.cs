using I2MoE.Dsl.Interpretation.PartialInformation;

namespace I2MoE.Dsl.Interpretation.Reporting.Numbers;

/// <summary>The tables of what is known.</summary>
internal static class FindingTables
{
    /// <summary>A row an interaction: what is known through it, and what say its expert has.</summary>
    public static NumberTable Information(InteractionFindings findings) => new(
        "information",
        ["expert", "known", "share", "share low", "share high", "part", "told", "told low", "told high", "told by", "say", "say low", "say high", "unit"],
        [
            .. findings.Experts.Select(expert => (object[])
            [
                expert.Expert.Name, findings.IsKnown && expert.IsAboveChance, expert.Share.Value, expert.Share.Low, expert.Share.High, expert.Part,
                expert.Gain.Value, expert.Gain.Low, expert.Gain.High, string.Join(", ", expert.ToldBy.Select(teller => teller.Name)), expert.Say.Value, expert.Say.Low, expert.Say.High, findings.Unit,
            ]),
        ]);

    /// <summary>A row a check of the explanation.</summary>
    public static NumberTable Checks(IReadOnlyList<FaithfulnessCheck> checks) => new(
        "checks", ["check", "passed", "finding"], [.. checks.Select(check => new object[] { check.Name, check.Passed, check.Finding })]);

    /// <summary>A row a pair of modalities: what is in the data.</summary>
    public static NumberTable OfData(IReadOnlyList<DataInteraction> pairs) => new(
        "data-interactions",
        ["first", "second", "known", "bits", "by luck", "unique first", "unique second", "synergy", "redundancy", "method"],
        [.. pairs.Select(pair => new object[] { pair.First, pair.Second, pair.IsKnown, pair.Parts.Total, pair.Luck, pair.Parts.UniqueFirst, pair.Parts.UniqueSecond, pair.Parts.Synergy, pair.Parts.Redundancy, pair.Method })]);

    /// <summary>A row a class or label.</summary>
    public static NumberTable Groups(InteractionFindings findings) => new(
        "information-groups",
        ["kind", "group", "samples", "known", "gain", "gain low", "gain high", .. findings.Experts.Select(expert => $"share {expert.Expert.Name}")],
        [
            .. findings.Groups.Select(group => (object[])
            [
                group.Kind, group.Name, group.Samples, group.IsKnown, group.Known.Value, group.Known.Low, group.Known.High, .. group.Shares.Select(share => (object)share),
            ]),
        ]);
}
