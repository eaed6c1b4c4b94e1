namespace I2MoE.Dsl.Interpretation.Reporting.Numbers;

/// <summary>The tables of what is known.</summary>
internal static class FindingTables
{
    /// <summary>A row an interaction: what is known through it, and what say its expert has.</summary>
    public static NumberTable Information(InteractionFindings findings) => new(
        "information",
        ["expert", "known", "share", "share low", "share high", "part", "alone", "alone low", "alone high", "say", "say low", "say high", "unit"],
        [
            .. findings.Experts.Select(expert => (object[])
            [
                expert.Expert.Name, findings.IsKnown && expert.IsAboveChance, expert.Share.Value, expert.Share.Low, expert.Share.High, expert.Part,
                expert.Gain.Value, expert.Gain.Low, expert.Gain.High, expert.Say.Value, expert.Say.Low, expert.Say.High, findings.Unit,
            ]),
        ]);

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
