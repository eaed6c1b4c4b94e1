using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>How well model and experts predict (paper, figure 5 and table 3), and how alike they are.</summary>
internal static class PerformanceSection
{
    /// <summary>The section.</summary>
    public static PageSection Of(ReportContent content, ReportFigures figures)
    {
        string bars = FigureMarkup.Card(
            "Each expert by itself",
            figures.Performance,
            "How well the prediction of one expert alone would do, beside the whole model"
            + (content.OverBaseline is null ? "" : " and the vanilla baseline, which is the same fusion without experts")
            + ". Lines: 95 % interval of the bootstrap over the samples. Where one expert alone does as well as the whole, the others add little; where none does, the mixture is what counts.",
            "metrics");
        string agreement = FigureMarkup.Card(
            "Do the experts agree?",
            Agreement(content),
            "Samples on which all experts decide the same, crossed with whether the model is right. Where experts agree the model should be right more often: disagreement is a warning that can be seen without knowing the truth.",
            numbers: "agreement",
            isWide: true);
        string similarity = FigureMarkup.Card(
            "How alike the experts are",
            figures.Similarity,
            "Correlation between the outputs of two experts: 1 says the same, 0 nothing in common, below 0 the opposite. Experts that are alike everywhere have not specialised, and their weights can be exchanged without effect.",
            "similarity");
        string metrics = FigureMarkup.Card(
            "All metrics",
            Metrics(content),
            "Every metric; small: 95 % interval of the bootstrap (percentiles of resampled samples). It tells how much chance is in the choice of samples, not in the training.",
            numbers: "metrics",
            isWide: true);
        return new PageSection("performance", "How well they predict", $"<div class=\"pair\">{bars}{similarity}{agreement}{OutcomeCards.Of(content, figures)}{UncertaintyCards.Of(content, figures)}{metrics}</div>");
    }

    private static string Agreement(ReportContent content)
    {
        AgreementTable table = content.Agreement;
        string Cell(int count)
        {
            double share = (double)count / table.Count;
            return Html.Shaded($"<b>{Html.Percent(share)}</b><small>{count} of {table.Count}</small>", share);
        }

        return Html.Table(
            $"Share of the {content.Part} samples",
            ["", "model right", "model wrong"],
            [["all experts agree", Cell(table.AgreeRight), Cell(table.AgreeWrong)], ["experts differ", Cell(table.DisagreeRight), Cell(table.DisagreeWrong)]]);
    }

    private static string Metrics(ReportContent content) => Html.Table(
        $"The {content.Part} part",
        ["", .. content.Scores[0].Metrics.Select(metric => Html.Text(metric.Name))],
        content.Scores.Select(score => (string[])[Html.Text(score.Name), .. score.Metrics.Select(Html.Interval)]));
}
