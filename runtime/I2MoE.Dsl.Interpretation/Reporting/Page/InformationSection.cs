using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>What is known, in bits, and which interaction it comes from: before the weights, which are the say of the experts.</summary>
internal static class InformationSection
{
    private const string Reading =
        "Each expert, made as sure as it should be on the validation part, is measured on these samples: how much better than the shares of the classes alone it predicts. "
        + "Redundancy is credited with what its expert knows, unique with what is known beyond that, only-together with the rest. Lines: 95 % interval of the bootstrap over the samples. "
        + "“Nothing known”: not above chance. An estimate says what the experts know, and not what the data hold: an interaction that no expert has learned is missing here.";

    /// <summary>The section; none where it was not asked.</summary>
    public static IEnumerable<PageSection> Of(ReportContent content, ReportFigures figures)
    {
        if (content.Findings is not { } findings || figures.Information is not { } figure)
        {
            yield break;
        }

        string shares = FigureMarkup.Card("Where it comes from", figure, Reading, "information");
        string table = FigureMarkup.Card("What each expert knows, and its say", Table(findings), "Share and part: of what is known, that of the interaction. Alone: how much better than chance the expert predicts by itself. Say: its mean weight.", numbers: "information");
        string groups = findings.Groups.Count == 0 ? "" : FigureMarkup.Card(
            content.Model.Task == TaskKind.MultiLabel ? "By label" : "By class",
            Groups(findings),
            "Known: how much better than the prior the whole model predicts these samples. Groups of few samples vary by chance.",
            numbers: "information-groups",
            isWide: FigureMarkup.IsWide(findings.Experts.Count, others: 2));
        yield return new PageSection("information", "What is known", $"""
            {Lead(findings)}
            <div class="pair">{shares}{table}{groups}</div>
            """);
    }

    /// <summary>The cautions as a list; empty where there is nothing to warn of.</summary>
    public static string Cautions(ReportContent content)
    {
        IReadOnlyList<string> cautions = content.Findings is { } findings ? FindingCautions.Of(findings) : [];
        return cautions.Count == 0 ? "" : $"<ul class=\"cautions\" aria-label=\"Cautions\">{string.Concat(cautions.Select(caution => $"<li>{Html.Text(caution)}</li>"))}</ul>";
    }

    private static string Lead(InteractionFindings findings) => findings.IsKnown
        ? $"<p class=\"lead\">The model knows <b>{Html.Number(findings.Known.Value)} {findings.Unit}</b> a sample more than the shares of the classes alone (95 %: {Html.Number(findings.Known.Low)} to {Html.Number(findings.Known.High)}).</p>"
        : $"<p class=\"lead\"><b>{FindingCautions.NothingKnown}</b>: the model is not above chance.</p>";

    private static string Table(InteractionFindings findings) => Html.Table(
        $"In {findings.Unit} a sample; small: 95 % intervals",
        ["", "share", "part", "alone", "say"],
        findings.Experts.Select(expert =>
        {
            bool isKnown = findings.IsKnown && expert.IsAboveChance;
            return (string[])
            [
                Html.Text(expert.Expert.Label),
                isKnown ? Html.Interval(expert.Share) : "nothing known",
                isKnown ? Html.Number(expert.Part) : "–",
                Html.Interval(expert.Gain),
                Html.Interval(expert.Say),
            ];
        }));

    private static string Groups(InteractionFindings findings) => Html.Table(
        $"Known in {findings.Unit}, and the share of each interaction",
        ["Samples", "", "known", .. findings.Experts.Select(expert => Html.Text(expert.Expert.Label))],
        findings.Groups.Select(group => (string[])
        [
            Html.Text(group.Name),
            $"<td class=\"count\">{group.Samples}</td>",
            group.IsKnown ? Html.Number(group.Known.Value) : "nothing known",
            .. group.Shares.Select(share => group.IsKnown ? Html.Shaded(share.ToString("0.00", CultureInfo.InvariantCulture), share) : "–"),
        ]),
        "compact groups");
}
