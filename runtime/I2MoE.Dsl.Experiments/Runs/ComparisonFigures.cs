using System.Globalization;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;
using ScottPlot;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>The figures of a comparison of two runs: A is blue, B is orange.</summary>
internal static class ComparisonFigures
{
    private const int Height = 340;

    private static readonly Color s_left = Color.FromHex("#0072B2");
    private static readonly Color s_right = Color.FromHex("#D55E00");

    /// <summary>The metrics that lie between 0 and 1 (or -1 and 1), with their intervals, a row each; null where there are none.</summary>
    public static Figure? Metrics(RunComparison comparison)
    {
        int[] shown = [.. comparison.Metrics[0].Index().Where(it => IsShare(it.Item) && IsShare(comparison.Metrics[1][it.Index])).Select(it => it.Index)];
        return shown.Length == 0 ? null : Pairs("compared-metrics", "Value", [.. shown.Select(place => (comparison.Metrics[0][place].Name, (MetricInterval?)comparison.Metrics[0][place], (MetricInterval?)comparison.Metrics[1][place]))]);
    }

    /// <summary>The mean weights of the experts with their intervals.</summary>
    public static Figure Weights(RunComparison comparison) => Pairs("compared-weights", "Mean weight", comparison.Weights);

    /// <summary>The first validation metric that both have, over the epochs; null where a run kept no curves or they share none.</summary>
    public static Figure? Curves(IReadOnlyList<TrainingCurves?> curves)
    {
        if (curves[0] is not { } left || curves[1] is not { } right || left.Metrics.Intersect(right.Metrics).FirstOrDefault() is not { } metric)
        {
            return null;
        }

        FigurePlot plot = Canvas.Empty();
        plot.XLabel("Epoch");
        plot.Axes.Bottom.TickGenerator = FigureTicks.Create(areWhole: true);
        plot.YLabel($"Validation {metric}");
        plot.Legend.Orientation = Orientation.Horizontal;
        foreach ((TrainingCurves its, string name, Color color) in ((TrainingCurves, string, Color)[])[(left, "A", s_left), (right, "B", s_right)])
        {
            int place = its.Metrics.Index().First(pair => pair.Item == metric).Index;
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(its.Epochs.Select(epoch => (double)epoch.Number).ToArray(), its.Epochs.Select(epoch => epoch.Metrics[place]).ToArray(), color);
            line.LegendText = string.Create(CultureInfo.InvariantCulture, $"{name}, best epoch {its.Best.Number}");
            line.LineWidth = 2.2f;
            line.MarkerSize = its.Epochs.Count <= 30 ? 5 : 0;
            plot.Add.Marker(its.Best.Number, its.Best.Metrics[place], MarkerShape.FilledDiamond, 13, color);
        }

        plot.ShowLegend(Edge.Bottom);
        return new Figure("compared-curves", $"The {metric} on the validation part over the epochs: A best in epoch {left.Best.Number}, B in {right.Best.Number}.", plot, Canvas.Width, Height);
    }

    private static Figure Pairs(string id, string axis, IReadOnlyList<(string Name, MetricInterval? Left, MetricInterval? Right)> rows)
    {
        FigurePlot plot = Canvas.WithRows([.. rows.Select(row => row.Name)], axis);
        List<double> reached = [0];
        foreach ((int row, (string _, MetricInterval? left, MetricInterval? right)) in rows.Index())
        {
            Mark(plot, left, -row + 0.16, s_left, MarkerShape.FilledCircle, reached);
            Mark(plot, right, -row - 0.16, s_right, MarkerShape.FilledDiamond, reached);
        }

        Legend(plot, rows);
        double room = 0.05 * (reached.Max() - reached.Min());
        plot.Axes.SetLimits(reached.Min() < 0 ? reached.Min() - room : 0, reached.Max() + Math.Max(room, 0.01), -rows.Count + 0.45, 0.55);
        string numbers = string.Join("; ", rows.Select(row => $"{row.Name} {Three(row.Left)} and {Three(row.Right)}"));
        return new Figure(id, $"{axis} of A and of B: {numbers}.", plot, Canvas.Width, Canvas.HeightOf(rows.Count, 40, more: 30));
    }

    private static void Mark(FigurePlot plot, MetricInterval? found, double row, Color color, MarkerShape shape, List<double> reached)
    {
        if (found is null || double.IsNaN(found.Value))
        {
            return;
        }

        reached.Add(found.Value);
        if (!double.IsNaN(found.Low))
        {
            Canvas.Line(plot, found.Low, row, found.High, row, color, 2);
            reached.AddRange([found.Low, found.High]);
        }

        plot.Add.Marker(found.Value, row, shape, 11, color);
    }

    private static void Legend(FigurePlot plot, IReadOnlyList<(string Name, MetricInterval? Left, MetricInterval? Right)> rows)
    {
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.ManualItems.AddRange(
        [
            new LegendItem { LabelText = rows.Any(row => row.Left is not null) ? "A" : "A (no experts)", MarkerShape = MarkerShape.FilledCircle, MarkerColor = s_left, MarkerSize = 11 },
            new LegendItem { LabelText = rows.Any(row => row.Right is not null) ? "B" : "B (no experts)", MarkerShape = MarkerShape.FilledDiamond, MarkerColor = s_right, MarkerSize = 11 },
        ]);
        plot.ShowLegend(Edge.Bottom);
    }

    // A loss or an error has a scale of its own, which would press the others together.
    private static bool IsShare(MetricInterval metric) => metric.Value is >= -1 and <= 1 && !metric.Name.Contains("loss", StringComparison.OrdinalIgnoreCase)
        && !metric.Name.Contains("error", StringComparison.OrdinalIgnoreCase) && !metric.Name.Contains("smooth", StringComparison.OrdinalIgnoreCase);

    private static string Three(MetricInterval? found) => found is null ? "none" : found.Value.ToString("0.000", CultureInfo.InvariantCulture);
}
