using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>How alike the experts' outputs are.</summary>
internal static class SimilarityFigure
{
    /// <summary>A table of correlations in colours.</summary>
    public static Figure Heatmap(ReportContent content)
    {
        string[] labels = [.. content.Model.Experts.Select(expert => expert.Label)];
        FigurePlot plot = Canvas.WithRows(labels, "");
        for (int row = 0; row < labels.Length; row++)
        {
            for (int column = 0; column < labels.Length; column++)
            {
                double value = content.Similarity[row, column];
                Canvas.Box(plot, column - 0.48, column + 0.48, -row - 0.47, -row + 0.47, FigurePalette.Diverging(value));
                Canvas.Write(plot, double.IsNaN(value) ? "–" : value.ToString("0.00", CultureInfo.InvariantCulture), column, -row, Alignment.MiddleCenter, Color.FromHex("#101010"));
            }
        }

        plot.Axes.Bottom.SetTicks([.. labels.Select((_, column) => (double)column)], [.. labels.Select(plot.Label)]);
        plot.Axes.Bottom.TickLabelStyle.Rotation = -35;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.FrameLineStyle.Width = 0;
        plot.Axes.Bottom.TickLabelStyle.OffsetY = 6;
        int longest = labels.Max(label => plot.Label(label).Length);
        plot.Axes.Bottom.MinimumSize = 24 + (5 * longest);
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Axes.SetLimits(-0.5, labels.Length - 0.5, -labels.Length + 0.5, 0.5);
        return new Figure("similarity", "Correlations between the outputs of every two experts; the numbers are in the table below.", plot, Canvas.Width, Canvas.HeightOf(labels.Length, 46, 5 * longest));
    }
}
