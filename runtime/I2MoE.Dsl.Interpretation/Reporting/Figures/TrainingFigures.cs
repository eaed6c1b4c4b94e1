using I2MoE.Dsl.Interpretation.Reporting.Content;
using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>How the training went.</summary>
internal static class TrainingFigures
{
    private const int Height = 340;

    /// <summary>The losses that are minimised, the interaction loss of every expert, and a metric on the validation part.</summary>
    /// <param name="experts">The experts of the model; none of the vanilla baseline.</param>
    /// <param name="history">The curves.</param>
    /// <param name="metric">The metric that is shown; null for the score of the task.</param>
    public static IEnumerable<Figure> Of(IReadOnlyList<Expert> experts, TrainingCurves history, string? metric = null)
    {
        IReadOnlyList<string> colors = FigurePalette.OfExperts(experts);
        string[] names = [.. experts.Select(expert => expert.Name)];
        string[] terms = [.. history.Losses];
        string[] whole = [.. terms.Except(names)];
        string[] wholeColors = [FigurePalette.Ink, "#0072B2", "#D55E00", "#CC79A7"];

        yield return Losses(
            "losses", "Loss", history, [.. whole.Select((term, i) => (term, term, wholeColors[i % wholeColors.Length]))], "The losses over the epochs of the training.");
        (string Term, string Label, string Color)[] interactions =
            [.. experts.Index().Where(pair => terms.Contains(pair.Item.Name)).Select(pair => (pair.Item.Name, pair.Item.Label, colors[pair.Index]))];
        if (interactions.Length > 0)
        {
            yield return Losses("interaction-losses", "Interaction loss", history, interactions, "The interaction loss of every expert over the epochs of the training.");
        }

        // The loss of a classification is its log loss, and its AUROC the one of each class against the rest.
        int shown = metric is null ? 0 : history.Metrics.Index().FirstOrDefault(it => it.Item == metric || it.Item.EndsWith(" " + metric, StringComparison.Ordinal) || it.Item.StartsWith(metric + " ", StringComparison.Ordinal)).Index;
        string score = history.Metrics[shown];
        FigurePlot plot = WithEpochs($"Validation {score}");
        Curve(plot, history, epoch => epoch.Metrics[shown], score, FigurePalette.Ink);
        ScottPlot.Plottables.Marker best = plot.Add.Marker(history.Best.Number, history.Best.Metrics[shown], MarkerShape.FilledCircle, 12, Color.FromHex("#D55E00"));
        best.LegendText = $"best epoch: {history.Best.Number}";
        plot.ShowLegend(Edge.Bottom);
        yield return new Figure("validation", $"The {score} on the validation part over the epochs; the best epoch is {history.Best.Number}.", plot, Canvas.Width, Height);
    }

    private static Figure Losses(string id, string axis, TrainingCurves history, (string Term, string Label, string Color)[] curves, string description)
    {
        FigurePlot plot = WithEpochs(axis);
        foreach ((string term, string label, string color) in curves)
        {
            int place = history.Losses.Index().First(pair => pair.Item == term).Index;
            Curve(plot, history, epoch => epoch.Losses[place], label, color);
        }

        plot.ShowLegend(Edge.Bottom);
        return new Figure(id, description, plot, Canvas.Width, Height + (18 * Math.Max(0, curves.Length - 3)));
    }

    private static FigurePlot WithEpochs(string axis)
    {
        FigurePlot plot = Canvas.Empty();
        plot.XLabel("Epoch");
        plot.Axes.Bottom.TickGenerator = FigureTicks.Create(areWhole: true);
        plot.YLabel(axis);
        plot.Legend.Orientation = Orientation.Horizontal;
        return plot;
    }

    private static void Curve(FigurePlot plot, TrainingCurves history, Func<TrainingCurves.Epoch, double> value, string label, string color)
    {
        ScottPlot.Plottables.Scatter curve = plot.Add.Scatter(
            history.Epochs.Select(epoch => (double)epoch.Number).ToArray(), history.Epochs.Select(value).ToArray(), Color.FromHex(color));
        curve.LegendText = plot.Label(label);
        curve.LineWidth = 2.2f;
        curve.MarkerSize = history.Epochs.Count <= 30 ? 5 : 0;
    }
}
