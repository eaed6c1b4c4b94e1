using System.Globalization;
using I2MoE.Dsl.Interpretation.Uncertainty;
using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>How often sets hold the truth, and whether it helps to leave out what the model is least sure of.</summary>
internal static class UncertaintyFigures
{
    // More rows could not be read, and fill the page.
    private const int MostRows = 40;
    private const int MostCurves = 6;
    private const int Height = 340;

    private static readonly string[] s_methods = ["#0072B2", "#D55E00"];
    private static readonly string[] s_curves = [FigurePalette.Ink, "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00"];

    /// <summary>Marks with their 95 % intervals, over a line where they should be; null for numbers, which have one row.</summary>
    public static Figure? Coverage(PredictionUncertainty uncertainty)
    {
        IGrouping<string, ConformalCoverage>[] methods = [.. uncertainty.Coverage.GroupBy(row => row.Method)];
        ConformalCoverage[] rows = [.. methods[0].Take(MostRows)];
        if (rows.Length < 2)
        {
            return null;
        }

        FigurePlot plot = Canvas.WithRows([.. rows.Select(row => row.Group)], "Share of the samples whose truth is in the set");
        double target = 1 - uncertainty.Sets.Alpha;
        Canvas.Line(plot, target, -rows.Length + 0.45, target, 0.55, Color.FromHex(FigurePalette.Baseline), 2);
        double least = target;
        foreach ((int place, IGrouping<string, ConformalCoverage> method) in methods.Index())
        {
            var color = Color.FromHex(s_methods[place % s_methods.Length]);
            double shift = methods.Length == 1 ? 0 : place == 0 ? 0.16 : -0.16;
            foreach ((int row, ConformalCoverage found) in method.Take(MostRows).Index())
            {
                if (!double.IsNaN(found.Coverage.Low))
                {
                    Canvas.Line(plot, found.Coverage.Low, -row + shift, found.Coverage.High, -row + shift, color, 2);
                    least = Math.Min(least, found.Coverage.Low);
                }

                least = Math.Min(least, found.Coverage.Value);
                ScottPlot.Plottables.Marker mark = plot.Add.Marker(found.Coverage.Value, -row + shift, place == 0 ? MarkerShape.FilledCircle : MarkerShape.FilledDiamond, 11, color);
                mark.LegendText = row == 0 && methods.Length > 1 ? $"sets {(place == 0 ? "of all" : method.Key)}" : "";
            }
        }

        plot.Axes.SetLimits(Math.Max(-0.01, least - 0.03), 1.02, -rows.Length + 0.45, 0.55);
        if (methods.Length > 1)
        {
            plot.Legend.Orientation = Orientation.Horizontal;
            plot.ShowLegend(Edge.Bottom);
        }

        string numbers = string.Join("; ", methods.SelectMany(method => method.Take(MostRows).Select(row => $"{row.Group} {method.Key} {Three(row.Coverage.Value)}")));
        return new Figure("coverage", $"How often sets hold the truth, which should be {Three(target)}: {numbers}.", plot, Canvas.Width, Canvas.HeightOf(rows.Length, 40, more: methods.Length > 1 ? 30 : 0));
    }

    /// <summary>A line for all samples, and for a few groups: those first in which abstaining makes it worse.</summary>
    public static Figure Selective(PredictionUncertainty uncertainty)
    {
        SelectiveCurve[] shown = [uncertainty.Selective[0], .. uncertainty.Selective.Skip(1).OrderBy(curve => curve.Worse is null).Take(MostCurves - 1)];
        FigurePlot plot = Canvas.Empty();
        plot.XLabel("Samples that are kept, %");
        plot.YLabel("Share that is right");
        plot.Legend.Orientation = Orientation.Horizontal;
        foreach ((int place, SelectiveCurve curve) in shown.Index())
        {
            SelectivePoint[] points = [.. curve.Points.Where(point => !double.IsNaN(point.Right))];
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(
                points.Select(point => 100 * point.Kept).ToArray(), points.Select(point => point.Right).ToArray(), Color.FromHex(s_curves[place]));
            line.LegendText = plot.Label(curve.Group + (curve.Worse is null ? "" : " (worse)"));
            line.LineWidth = place == 0 ? 3.2f : 2.2f;
            line.MarkerSize = 5;
        }

        plot.Axes.SetLimitsX(8, 102);
        plot.ShowLegend(Edge.Bottom);
        string numbers = string.Join("; ", shown.Select(curve => $"{curve.Group} {Three(curve.Points[0].Right)} of all, {Three(curve.Points[5].Right)} of half"));
        return new Figure("selective", $"What is right of what is kept when the least sure samples are left out: {numbers}.", plot, Canvas.Width, Height + (18 * Math.Max(0, shown.Length - 2)));
    }

    private static string Three(double value) => double.IsNaN(value) ? "none" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
