using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>Which classes are confused, how well each is told, and whether probabilities mean what they say.</summary>
internal static class OutcomeCards
{
    private const int MostClasses = 40;

    /// <summary>The cards; none for numbers.</summary>
    public static string Of(ReportContent content, ReportFigures figures)
    {
        if (content.Outcomes is not { } outcomes)
        {
            return "";
        }

        string what = outcomes.Confusion is null ? "label" : "class";
        string confusion = outcomes.Confusion is { } counts && outcomes.Classes.Count <= MostClasses
            ? FigureMarkup.Card("Which classes are confused", Confusion(outcomes, counts), "Each row is a true class, each column what is predicted; darker is a greater share of the row. What is off the diagonal is wrong.", numbers: "confusion", isWide: outcomes.Classes.Count > 5)
            : "";
        string classes = FigureMarkup.Card(
            $"Each {what}",
            Html.Table(
                $"The whole model on the {content.Part} part",
                ["", "samples", "predicted", "precision", "recall", "AUROC"],
                outcomes.Classes.Select(it => (string[])[Html.Text(it.Name), $"{it.Samples}", $"{it.Predicted}", Html.Number(it.Precision), Html.Number(it.Recall), Html.Number(it.Auroc)])),
            $"Precision: of the samples that are predicted as the {what}, the share that is. Recall: of its samples, the share that is predicted as it. AUROC: how often a sample of it has a greater probability of it than another sample.",
            numbers: "classes");
        string reliability = FigureMarkup.Card(
            "Do probabilities mean what they say?",
            InlineSvg.Of(figures.Outcomes[0]) + Calibration(outcomes),
            $"Predictions of about the same probability, and how many of them are right (the greater the point, the more predictions): on the line they are as sure as they should be, below it too sure. Expected calibration error {Html.Number(outcomes.CalibrationError)} (0 is best), Brier score {Html.Number(outcomes.Brier)} (0 is best). By class: of the samples that are predicted as it. Where the probability is greater than what is right, the model is too sure.",
            figures.Outcomes[0].Id,
            "calibration");
        string curves = string.Concat(figures.Outcomes.Skip(1).Select(figure => FigureMarkup.Card(
            figure.Id == "roc" ? "At every threshold: ROC" : "At every threshold: precision and recall",
            figure,
            figure.Id == "roc" ? "To the upper left is better; the diagonal is chance. The numbers are the areas." : "To the upper right is better; where a class is rare, this says more than the ROC.")));
        return confusion + classes + reliability + curves;
    }

    private static string Calibration(PredictionOutcomes outcomes) => Html.Table(
        "Mean probability of what is predicted, the share that is right, expected calibration error and Brier score",
        ["", "predictions", "probability", "right", "error", "Brier"],
        outcomes.Groups.Select(group => (string[])
        [
            Html.Text(group.Group), $"{group.Predictions}", Html.Number(group.Probability), Html.Number(group.Right), Html.Number(group.CalibrationError), Html.Number(group.Brier),
        ]),
        "compact");

    private static string Confusion(PredictionOutcomes outcomes, int[,] counts) => Html.Table(
        "True class (row) and predicted class (column)",
        ["", .. outcomes.Classes.Select(it => Html.Text(it.Name))],
        outcomes.Classes.Select((it, row) => (string[])
        [
            Html.Text(it.Name),
            .. outcomes.Classes.Select((_, column) => Html.Shaded($"{counts[row, column]}", it.Samples == 0 ? 0 : (double)counts[row, column] / it.Samples)),
        ]),
        "compact");
}
