using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>What is known, in bits, and which interaction it comes from: before the weights, which are the say of the experts.</summary>
internal static class InformationSection
{
    private static string Reading(InteractionFindings findings) =>
        $"What {Teller(findings)}, made as sure as it should be on the validation part, is measured on these samples: how much better than {findings.Prior} it predicts. "
        + "Redundancy is credited with what all its passes tell, unique with what is told beyond that, only-together with the rest. Lines: 95 % interval of the bootstrap over the samples. "
        + "“Nothing known”: not above chance. An estimate says what the experts know, and not what the data hold: an interaction that no expert has learned is missing here.";

    private static string Teller(InteractionFindings findings) => findings.IsToldTogether
        ? "each masked pass tells, told together by all experts that are to tell the same from it"
        : "each expert tells in the passes that its interaction leaves it";

    private static string Columns(InteractionFindings findings) =>
        "Share and part: of what is known, that of the interaction. Told: how much better than chance is predicted from what the interaction leaves"
        + (findings.IsToldTogether ? ", together by all experts that are to tell the same (the CSV has who they are)" : "")
        + ". Say: the mean weight of its expert"
        + (findings.Objective == InteractionObjective.Measured ? ", fitted after training to the shares as far as that costs no decision on the validation part." : ".");

    /// <summary>The section; none where it was not asked.</summary>
    public static IEnumerable<PageSection> Of(ReportContent content, ReportFigures figures)
    {
        if (content.Findings is not { } findings || figures.Information is not { } figure)
        {
            yield break;
        }

        string shares = FigureMarkup.Card("Where it comes from", figure, Reading(findings), "information");
        string table = FigureMarkup.Card("What each interaction tells, and its say", Table(findings), Columns(findings), numbers: "information");
        string groups = findings.Groups.Count == 0 ? "" : FigureMarkup.Card(
            $"By {string.Join(" and ", findings.Groups.Select(group => group.Kind == "present" ? "what is present" : group.Kind).Distinct())}",
            Groups(findings),
            "Known: how much better than the prior the whole model predicts these samples. Groups of few samples vary by chance.",
            numbers: "information-groups",
            isWide: FigureMarkup.IsWide(findings.Experts.Count, others: 2));
        yield return new PageSection("information", "What is known", $"""
            {Lead(findings)}
            <div class="pair">{shares}{table}{groups}{OfData(content)}</div>
            """);
    }

    /// <summary>The cautions as a list; empty where there is nothing to warn of.</summary>
    public static string Cautions(ReportContent content)
    {
        IReadOnlyList<string> cautions = [.. content.Findings is { } findings ? FindingCautions.Of(findings) : [], .. content.Uncertainty?.Cautions ?? []];
        return cautions.Count == 0 ? "" : $"<ul class=\"cautions\" aria-label=\"Cautions\">{string.Concat(cautions.Select(caution => $"<li>{Html.Text(caution)}</li>"))}</ul>";
    }

    /// <summary>The checks: what failed, in red; one line where all passed; empty where none was made.</summary>
    public static string Checks(ReportContent content)
    {
        FaithfulnessCheck[] failed = [.. content.Checks.Where(check => !check.Passed)];
        return content.Checks.Count == 0 ? ""
            : failed.Length == 0 ? $"<p class=\"passed\">The explanation passed all {content.Checks.Count} checks: {Html.Text(string.Join("; ", content.Checks.Select(check => check.Name)))}. <a href=\"numbers/checks.csv\">CSV</a></p>"
            : $"<div class=\"failed\" role=\"alert\"><p>Do not believe this explanation: {failed.Length} of {content.Checks.Count} checks failed.</p><ul>{string.Concat(failed.Select(check => $"<li>{Html.Text(check.Name)}: {Html.Text(check.Finding)}</li>"))}</ul></div>";
    }

    private static string Lead(InteractionFindings findings) => findings.IsKnown
        ? $"<p class=\"lead\">{Known(findings)} (95 %: {Html.Number(findings.Known.Low)} to {Html.Number(findings.Known.High)}).</p>"
        : $"<p class=\"lead\"><b>{FindingCautions.NothingKnown}</b>: the model is not above chance.</p>";

    private static string Known(InteractionFindings findings) => findings.Model.PredictsNumber
        ? $"Predictions of the model are better than {findings.Prior} by <b>{Html.Number(findings.Known.Value)}</b>, the loss of a sample"
        : $"The model knows <b>{Html.Number(findings.Known.Value)} {findings.Unit}</b> {(findings.Model.Task == TaskKind.MultiLabel ? "a label" : "a sample")} more than {findings.Prior}";

    private static string OfData(ReportContent content) => content.DataInteractions.Count == 0 ? "" : FigureMarkup.Card(
        "What is in the data, without a model",
        Html.Table(
            $"In bits, of the training and validation part ({content.DataInteractions[0].Method})",
            ["First", "second", "known", "unique to the first", "unique to the second", "only together", "shared"],
            content.DataInteractions.Select(pair => (string[])
            [
                Html.Text(pair.First), Html.Text(pair.Second), pair.IsKnown ? Html.Number(pair.Parts.Total) : "nothing known",
                .. new[] { pair.Parts.UniqueFirst, pair.Parts.UniqueSecond, pair.Parts.Synergy, pair.Parts.Redundancy }.Select(part => pair.IsKnown ? Html.Shaded(Html.Number(part), part / pair.Parts.Total) : "–"),
            ])),
        "An estimator that has not seen the model, to set beside it. Clusters see what is large in the features, lines what is straight: where the two differ, one of them has missed something.",
        numbers: "data-interactions",
        isWide: true);

    private static string Table(InteractionFindings findings) => Html.Table(
        $"In {findings.Unit} a sample; small: 95 % intervals",
        ["", "share", "part", "told", "say"],
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
