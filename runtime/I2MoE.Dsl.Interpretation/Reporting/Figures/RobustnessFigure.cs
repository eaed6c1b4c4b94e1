using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>What the model is worth when more and more samples lack a modality.</summary>
internal static class RobustnessFigure
{
    private const int Height = 340;

    /// <summary>A curve for each optional modality.</summary>
    /// <param name="model">The model.</param>
    /// <param name="curves">The curves; at least one.</param>
    public static Figure Of(ModelDescription model, IReadOnlyList<RobustnessCurve> curves)
    {
        FigurePlot plot = Canvas.Empty();
        plot.XLabel("Share of the samples that lose the modality, %");
        plot.YLabel(curves[0].Metric);
        plot.Legend.Orientation = Orientation.Horizontal;
        foreach (RobustnessCurve curve in curves)
        {
            int modality = model.Modalities.First(its => its.Name == curve.Modality).Index;
            RobustnessPoint[] points = [.. curve.Points.Where(point => double.IsFinite(point.Score))];
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(
                points.Select(point => 100 * point.Share).ToArray(), points.Select(point => point.Score).ToArray(), Color.FromHex(FigurePalette.OfModality(modality)));
            line.LegendText = plot.Label(curve.Modality);
            line.LineWidth = 2.2f;
            line.MarkerSize = 7;
        }

        plot.ShowLegend(Edge.Bottom);
        return new Figure("robustness", "The score when more and more samples lack a modality.", plot, Canvas.Width, Height + (18 * Math.Max(0, curves.Count - 3)));
    }
}
