using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>What the model and its experts look at.</summary>
internal static class InputsSection
{
    /// <summary>The section; none where no samples were explained.</summary>
    public static IEnumerable<PageSection> Of(ReportContent content, ReportFigures figures)
    {
        string robustness = figures.Robustness is null ? "" : FigureMarkup.Card(
            "When samples lack a modality",
            figures.Robustness,
            "An optional modality is taken away from 0, 25, 50, 75 and 100 % of the samples that have it, one modality at a time; the score is that of all samples. A curve that falls little shows a modality that the others make up for.",
            "robustness");
        if (content.Needs.Count == 0)
        {
            if (robustness.Length > 0)
            {
                yield return new PageSection("inputs", "What they look at", $"<div class=\"pair\">{robustness}</div>");
            }

            yield break;
        }

        bool isWide = FigureMarkup.IsWide(content.Model.Experts.Count, others: 3);
        string needs = FigureMarkup.Card(
            "Without a modality",
            Needs(content),
            "The embedding of a modality is replaced as in training. Changed: how often something else is decided then. Right: how often the rest still gets it right. The weights show to whom the say goes.",
            numbers: "masking",
            isWide: isWide);
        string shares = figures.ModalityShares is null ? "" : FigureMarkup.Card(
            "What each expert looks at",
            InlineSvg.Of(figures.ModalityShares),
            "Integrated gradients say what every input value adds to an expert's output; here their absolute values, summed by modality. A uniqueness expert that does its work gets most from its own modality; synergy and redundancy draw on several.",
            figures.ModalityShares.Id,
            "modality-shares",
            isWide);
        string features = content.TopFeatures is not { } top || top.All(list => list.Count == 0) ? "" : FigureMarkup.Card(
            "What matters most to each expert",
            Features(content, top),
            "The input values with the greatest mean absolute attribution over the shown samples. They say what an expert reacts to, not whether it raises or lowers the prediction: see the sample pages for that.",
            numbers: "features",
            isWide: true);
        string faithfulness = figures.Faithfulness is null ? "" : FigureMarkup.Card(
            "Do attributions name what moves an expert?",
            InlineSvg.Of(figures.Faithfulness) + Faithfulness(content),
            "Input values are set to those of the mean training sample: those of greatest attribution first (solid), or as many at random (dashed). An expert whose solid line does not fall faster is not explained by its attributions. The table: how much further than at random its output falls without them, and how much more of it they alone give, with 95 % intervals over the samples; above 0 is good.",
            figures.Faithfulness.Id,
            "faithfulness",
            isWide);
        yield return new PageSection("inputs", "What they look at", $"<div class=\"pair\">{shares}{needs}{robustness}{features}{faithfulness}</div>");
    }

    private static string Needs(ReportContent content) => Html.Table(
        "Effect of masking on the shown samples",
        ["Masked", "changed", "right", .. content.Model.Experts.Select(expert => "weight of " + Html.Text(expert.Label))],
        content.Needs.Select(need => (string[])
        [
            Html.Text(need.Modality),
            Html.Shaded(Html.Percent(need.Changed), need.Changed),
            Html.Percent(need.Right),
            .. need.Weights.Select(Html.Number),
        ]),
        "compact");

    private static string Faithfulness(ReportContent content) => Html.Table(
        "Beyond values at random",
        ["Expert", "taken away", "alone"],
        content.Faithfulness.Select(expert => (string[])
        [
            Html.Text(expert.Expert.Label),
            Html.Interval(expert.Comprehensiveness),
            Html.Interval(expert.Sufficiency),
        ]));

    private static string Features(ReportContent content, IReadOnlyList<IReadOnlyList<FeatureScore>> top) => Html.Table(
        "Mean absolute attribution",
        ["Expert", "<span class=\"left\">input values</span>"],
        content.Model.Experts.Zip(top, (expert, features) => (string[])
        [
            Html.Text(expert.Label),
            string.Join(" ", features.Select(feature => $"<span class=\"token\"><span class=\"of\">{Html.Text(feature.Modality)}:</span> {Html.Text(feature.Feature)} <b>{Html.Number(feature.Attribution)}</b></span>")),
        ]));
}
