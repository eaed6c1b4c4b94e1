using I2MoE.Dsl.Interpretation.Reporting.Content;
using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>How the output of each expert falls when input values are taken away, by attribution and at random.</summary>
internal static class FaithfulnessFigure
{
    private const int Height = 340;

    /// <summary>A solid and a dashed line for each expert, over the share of the values that is taken away.</summary>
    public static Figure Curves(ReportContent content)
    {
        FigurePlot plot = Canvas.Empty();
        plot.XLabel("Values taken away, %");
        plot.YLabel("Mean output");
        plot.Legend.Orientation = Orientation.Horizontal;
        IReadOnlyList<string> colors = FigurePalette.OfExperts(content.Model.Experts);
        foreach ((int place, ExpertFaithfulness expert) in content.Faithfulness.Index())
        {
            var color = Color.FromHex(colors[place]);
            Line(plot, expert, expert.Removed, color, LinePattern.Solid).LegendText = plot.Label(expert.Expert.Label);
            Line(plot, expert, expert.RemovedAtRandom, color, LinePattern.Dashed);
        }

        plot.Legend.ManualItems.Add(new LegendItem { LabelText = "as many at random", LineColor = Canvas.Ink, LineWidth = 2.2f, LinePattern = LinePattern.Dashed });
        plot.ShowLegend(Edge.Bottom);
        string[] numbers = [.. content.Faithfulness.Select(expert => FormattableString.Invariant($"{expert.Expert.Label} {expert.Comprehensiveness.Value:0.000}"))];
        return new Figure(
            "faithfulness",
            $"The mean output of each expert without the values of greatest attribution, and without as many at random. How much further it falls: {string.Join("; ", numbers)}.",
            plot,
            Canvas.Width,
            Height + (18 * Math.Max(0, content.Faithfulness.Count - 2)));
    }

    private static ScottPlot.Plottables.Scatter Line(Plot plot, ExpertFaithfulness expert, IReadOnlyList<double> outputs, Color color, LinePattern pattern)
    {
        ScottPlot.Plottables.Scatter line = plot.Add.Scatter(
            (double[])[0, .. expert.Shares.Select(share => 100 * share)], (double[])[expert.Whole, .. outputs], color);
        line.LineWidth = 2.2f;
        line.MarkerSize = 0;
        line.LinePattern = pattern;
        return line;
    }
}
