using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>How well each expert predicts by itself, beside the whole model and the baseline (paper, figure 5).</summary>
internal static class ScoreFigure
{
    /// <summary>Bars of the score with their 95 % intervals.</summary>
    public static Figure Bars(ReportContent content)
    {
        IReadOnlyList<string> experts = FigurePalette.OfExperts(content.Model.Experts);
        int next = 0;
        MetricInterval[] scores = [.. content.Scores.Select(score => score.Metrics[0])];
        double greatest = scores.Max(score => Math.Max(score.Value, double.IsNaN(score.High) ? score.Value : score.High));
        FigurePlot plot = Canvas.WithRows([.. content.Scores.Select(score => score.Name + Remark(content, score))], Capital(scores[0].Name));
        foreach ((int row, PredictorScore score) in content.Scores.Index())
        {
            string color = score.Kind switch { "model" => FigurePalette.Ink, "expert" => experts[next++], _ => FigurePalette.Baseline };
            MetricInterval interval = scores[row];
            Canvas.Box(plot, 0, interval.Value, -row - 0.32, -row + 0.32, Color.FromHex(color));
            if (!double.IsNaN(interval.Low))
            {
                Color whisker = Color.FromHex(score.Kind == "model" ? FigurePalette.Baseline : FigurePalette.Ink);
                Canvas.Line(plot, interval.Low, -row, interval.High, -row, whisker, 2);
                Canvas.Line(plot, interval.Low, -row - 0.14, interval.Low, -row + 0.14, whisker, 2);
                Canvas.Line(plot, interval.High, -row - 0.14, interval.High, -row + 0.14, whisker, 2);
            }

            double end = double.IsNaN(interval.High) ? interval.Value : Math.Max(interval.Value, interval.High);
            Canvas.Write(plot, Three(interval.Value), end + (0.015 * greatest), -row, Alignment.MiddleLeft, Canvas.Ink);
        }

        plot.Axes.SetLimits(0, greatest > 0 ? greatest * 1.2 : 1, -scores.Length + 0.45, 0.55);
        string numbers = string.Join("; ", content.Scores.Select(score => $"{score.Name} {Three(score.Metrics[0].Value)}"));
        return new Figure("performance", $"{Capital(scores[0].Name)} of the whole model and of each expert by itself: {numbers}.", plot, Canvas.Width, Canvas.HeightOf(scores.Length, 40));
    }

    // Unless the score says so itself, an expert of which nothing is known is not to look like one that knows.
    private static string Remark(ReportContent content, PredictorScore score) =>
        content.Findings?.Experts.Any(expert => score.Kind == "expert" && expert.Expert.Label == score.Name && !expert.IsAboveChance) == true ? " (at chance)" : "";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
