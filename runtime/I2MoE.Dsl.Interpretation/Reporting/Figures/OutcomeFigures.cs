using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>Whether probabilities mean what they say, and how classes are told apart at every threshold.</summary>
internal static class OutcomeFigures
{
    /// <summary>More classes than these have no curves: nobody could tell the lines apart.</summary>
    public const int MostCurves = 8;

    private const int Height = 430;

    private static readonly string[] s_colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8F6300", "#20262E"];

    /// <summary>The figures: reliability, and for few classes both curves.</summary>
    public static IEnumerable<Figure> Of(PredictionOutcomes outcomes)
    {
        yield return Reliability(outcomes);
        if (outcomes.Classes.Count <= MostCurves)
        {
            // Of two classes the curves of one are those of the other, turned around.
            ClassOutcome[] shown = [.. outcomes.Confusion is not null && outcomes.Classes.Count == 2 ? outcomes.Classes.Skip(1) : outcomes.Classes];
            yield return Curves("roc", "Share of the others", "Share of its samples", shown, outcome => outcome.Roc, outcome => $": {Three(outcome.Auroc)}", "The receiver operating characteristic of every class against the others");
            yield return Curves("precision-recall", "Recall", "Precision", shown, outcome => outcome.PrecisionRecall, _ => "", "Precision and recall of every class at every threshold");
        }
    }

    private static Figure Reliability(PredictionOutcomes outcomes)
    {
        FigurePlot plot = Square("Probability of what is predicted", "Share that is right");
        plot.Axes.SetLimits(-0.02, 1.05, -0.02, 1.05);
        Canvas.Line(plot, 0, 0, 1, 1, Color.FromHex(FigurePalette.Baseline), 1.5f);
        ScottPlot.Plottables.Scatter curve = plot.Add.Scatter(
            outcomes.Reliability.Select(bin => bin.Probability).ToArray(), outcomes.Reliability.Select(bin => bin.Right).ToArray(), Color.FromHex("#0072B2"));
        curve.LineWidth = 1.4f;
        curve.MarkerSize = 0;
        double most = outcomes.Reliability.Max(bin => bin.Count);
        foreach (ReliabilityBin bin in outcomes.Reliability)
        {
            // A point of two predictions is not to look like one of two hundred.
            plot.Add.Marker(bin.Probability, bin.Right, MarkerShape.FilledCircle, (float)(5 + (13 * Math.Sqrt(bin.Count / most))), Color.FromHex("#0072B2"));
        }

        string numbers = string.Join("; ", outcomes.Reliability.Select(bin => $"at {Three(bin.Probability)} {Three(bin.Right)} of {bin.Count}"));
        return new Figure("reliability", $"The share of right predictions by their probability: {numbers}.", plot, Canvas.Width, Height);
    }

    private static Figure Curves(
        string id, string x, string y, ClassOutcome[] shown, Func<ClassOutcome, IReadOnlyList<(double X, double Y)>> points, Func<ClassOutcome, string> after, string description)
    {
        FigurePlot plot = Square(x, y);
        foreach ((int place, ClassOutcome outcome) in shown.Index().Where(pair => points(pair.Item).Count > 0))
        {
            ScottPlot.Plottables.Scatter curve = plot.Add.Scatter(
                points(outcome).Select(point => point.X).ToArray(), points(outcome).Select(point => point.Y).ToArray(), Color.FromHex(s_colors[place % s_colors.Length]));
            curve.LineWidth = 2.2f;
            curve.MarkerSize = 0;
            curve.LegendText = plot.Label(outcome.Name) + after(outcome);
        }

        plot.Legend.Orientation = Orientation.Horizontal;
        plot.ShowLegend(Edge.Bottom);
        return new Figure(id, $"{description}.", plot, Canvas.Width, Height + (18 * Math.Max(0, shown.Length - 3)));
    }

    private static FigurePlot Square(string x, string y)
    {
        FigurePlot plot = Canvas.Empty();
        plot.XLabel(x);
        plot.YLabel(y);
        plot.Axes.SetLimits(-0.01, 1.02, -0.01, 1.02);
        return plot;
    }

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
