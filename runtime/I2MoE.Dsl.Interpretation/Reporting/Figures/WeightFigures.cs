using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>The distribution of the experts' weights as violins (paper, figure 4).</summary>
internal static class WeightFigures
{
    private const int Points = 72;
    private const double HalfHeight = 0.42;

    /// <summary>A figure for a group of samples; all groups have the same axis, so that they can be compared.</summary>
    /// <param name="content">The report.</param>
    /// <param name="place">The place of the group.</param>
    public static Figure Violins(ReportContent content, int place)
    {
        GroupWeights group = content.Weights[place];
        IReadOnlyList<Expert> experts = content.Model.Experts;
        IReadOnlyList<string> colors = FigurePalette.OfExperts(experts);
        double greatest = content.Predictions.Weights.Max(weights => weights.Max());
        FigurePlot plot = Canvas.WithRows([.. experts.Select(expert => expert.Label)], "Weight");
        foreach ((int expert, WeightDistribution distribution) in group.Experts.Index())
        {
            double[] weights = [.. group.Group.Samples.Select(sample => content.Predictions.Weights[sample][expert])];
            Violin(plot, weights, distribution, -expert, Color.FromHex(colors[expert]));
        }

        plot.Axes.SetLimits(0, Math.Min(1.02, greatest * 1.04), -experts.Count + 0.45, 0.55);
        string numbers = string.Join("; ", experts.Zip(group.Experts, (expert, weights) =>
            $"{expert.Label} mean {Two(weights.Mean)}, median {Two(weights.Median)}, {Two(weights.Minimum)} to {Two(weights.Maximum)}"));
        return new Figure(
            FileNames.Numbered("weights", place, group.Group.Name),
            $"Violins of the experts' weights over {group.Group.Name} ({group.Group.Samples.Count} samples): {numbers}.",
            plot,
            Canvas.Width,
            Canvas.HeightOf(experts.Count, 52));
    }

    private static void Violin(FigurePlot plot, double[] weights, WeightDistribution distribution, double row, Color color)
    {
        (double[] places, double[] densities) = KernelDensity.Of(weights, Points);
        double widest = densities.Max();
        IEnumerable<Coordinates> upper = places.Zip(densities, (x, density) => new Coordinates(x, row + (HalfHeight * density / widest)));
        IEnumerable<Coordinates> lower = places.Zip(densities, (x, density) => new Coordinates(x, row - (HalfHeight * density / widest))).Reverse();
        ScottPlot.Plottables.Polygon body = plot.Add.Polygon([.. upper, .. lower]);
        body.FillColor = color.WithAlpha(0.45);
        body.LineColor = color;
        body.LineWidth = 1.5f;

        Canvas.Line(plot, distribution.Minimum, row, distribution.Maximum, row, Canvas.Ink, 1.2f);
        foreach (double extreme in new[] { distribution.Minimum, distribution.Maximum })
        {
            Canvas.Line(plot, extreme, row - 0.12, extreme, row + 0.12, Canvas.Ink, 1.2f);
        }

        Canvas.Line(plot, distribution.LowerQuartile, row, distribution.UpperQuartile, row, Canvas.Ink, 5);
        ScottPlot.Plottables.Marker median = plot.Add.Marker(distribution.Median, row, MarkerShape.FilledCircle, 10, Color.FromHex("#FFFFFE"));
        median.MarkerStyle.OutlineColor = Canvas.Ink;
        median.MarkerStyle.OutlineWidth = 1.5f;
        ScottPlot.Plottables.Marker mean = plot.Add.Marker(distribution.Mean, row, MarkerShape.FilledDiamond, 12, Color.FromHex("#F0E442"));
        mean.MarkerStyle.OutlineColor = Canvas.Ink;
        mean.MarkerStyle.OutlineWidth = 1.5f;
    }

    private static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
