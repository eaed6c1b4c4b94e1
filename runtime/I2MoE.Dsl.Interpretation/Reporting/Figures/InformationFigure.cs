using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>How much of what is known comes from which interaction.</summary>
internal static class InformationFigure
{
    /// <summary>Bars of the shares with their 95 % intervals; an interaction of which nothing is known says so.</summary>
    public static Figure Bars(ReportContent content, InteractionFindings findings)
    {
        IReadOnlyList<string> colors = FigurePalette.OfExperts(content.Model.Experts);
        FigurePlot plot = Canvas.WithRows([.. findings.Experts.Select(expert => expert.Expert.Label)], "Share of what is known");
        foreach ((int row, ExpertFinding expert) in findings.Experts.Index())
        {
            if (!findings.IsKnown || !expert.IsAboveChance)
            {
                Canvas.Write(plot, FindingCautions.NothingKnown.ToLowerInvariant(), 0.015, -row, Alignment.MiddleLeft, Canvas.Ink);
                continue;
            }

            MetricInterval share = expert.Share;
            Canvas.Box(plot, 0, share.Value, -row - 0.32, -row + 0.32, Color.FromHex(colors[row]));
            double end = share.Value;
            if (!double.IsNaN(share.Low))
            {
                Canvas.Line(plot, share.Low, -row, share.High, -row, Canvas.Ink, 2);
                Canvas.Line(plot, share.Low, -row - 0.14, share.Low, -row + 0.14, Canvas.Ink, 2);
                Canvas.Line(plot, share.High, -row - 0.14, share.High, -row + 0.14, Canvas.Ink, 2);
                end = Math.Max(end, share.High);
            }

            Canvas.Write(plot, Percent(share.Value), end + 0.015, -row, Alignment.MiddleLeft, Canvas.Ink);
        }

        plot.Axes.SetLimits(0, 1.2, -findings.Experts.Count + 0.45, 0.55);
        string numbers = string.Join("; ", findings.Experts.Select(expert =>
            $"{expert.Expert.Label} {(findings.IsKnown && expert.IsAboveChance ? Percent(expert.Share.Value) : FindingCautions.NothingKnown.ToLowerInvariant())}"));
        return new Figure("information", $"How much of what is known comes from which interaction: {numbers}.", plot, Canvas.Width, Canvas.HeightOf(findings.Experts.Count, 40));
    }

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture);
}
