using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>What the modalities give to the experts, and what the experts give to a prediction (paper, figure 3).</summary>
internal static class ContributionFigures
{
    /// <summary>The share of every modality in each expert's attributions, as stacked bars.</summary>
    public static Figure ModalityShares(ReportContent content, IReadOnlyList<double[]> shares)
    {
        string[] experts = [.. content.Model.Experts.Select(expert => expert.Label)];
        IReadOnlyList<string> modalities = content.Model.ModalityNames;
        FigurePlot plot = Canvas.WithRows(experts, "Share of attributions");
        for (int expert = 0; expert < experts.Length; expert++)
        {
            Stack(plot, expert, [.. shares[expert].Select((share, modality) => (share, FigurePalette.OfModality(modality)))]);
        }

        AddLegend(plot, modalities.Select((modality, i) => (modality, FigurePalette.OfModality(i))));
        plot.Axes.SetLimits(0, 1, -experts.Length + 0.45, 0.55);
        string numbers = string.Join("; ", experts.Zip(shares, (expert, values) =>
            $"{expert}: {string.Join(", ", modalities.Zip(values, (modality, share) => $"{modality} {share.ToString("P0", CultureInfo.InvariantCulture)}"))}"));
        return new Figure("modality-shares", $"What share of each expert's attributions belongs to which modality. {numbers}.", plot, Canvas.Width, Canvas.HeightOf(experts.Length, 40, 40));
    }

    /// <summary>Every expert's weighted contribution to every output of a sample, as stacked bars with the prediction as a mark.</summary>
    public static Figure OfSample(ReportContent content, SampleReport sample)
    {
        const int mostOutputs = 12;
        IReadOnlyList<Expert> experts = content.Model.Experts;
        IReadOnlyList<string> colors = FigurePalette.OfExperts(experts);
        IReadOnlyList<double> prediction = sample.Explanation.Logits;
        int[] outputs = [.. prediction.Index().OrderByDescending(pair => pair.Item).Take(mostOutputs).Select(pair => pair.Index).Order()];
        FigurePlot plot = Canvas.WithRows([.. outputs.Select(output => content.OutputNames[output])], "Weighted contribution");
        double least = 0;
        double greatest = 0;
        foreach ((int row, int output) in outputs.Index())
        {
            (double value, string color)[] parts = [.. sample.Explanation.Experts.Select((expert, i) => (expert.Contribution[output], colors[i]))];
            Stack(plot, row, [.. parts.Where(part => part.value > 0)]);
            Stack(plot, row, [.. parts.Where(part => part.value < 0)]);
            least = Math.Min(least, parts.Sum(part => Math.Min(0, part.value)));
            greatest = Math.Max(greatest, parts.Sum(part => Math.Max(0, part.value)));
            ScottPlot.Plottables.Marker mark = plot.Add.Marker(prediction[output], -row, MarkerShape.FilledDiamond, 11, Color.FromHex("#FFFFFE"));
            mark.MarkerStyle.OutlineColor = Canvas.Ink;
            mark.MarkerStyle.OutlineWidth = 1.5f;
        }

        Canvas.Line(plot, 0, 0.5, 0, -outputs.Length + 0.5, Canvas.Ink, 1.2f);
        AddLegend(plot, experts.Zip(colors, (expert, color) => (expert.Label, color)));
        double margin = 0.04 * (greatest - least);
        plot.Axes.SetLimits(least - margin, greatest + margin, -outputs.Length + 0.45, 0.55);
        string description = $"{sample.Name}: predicted {sample.Predicted}, truly {sample.Truth}. {sample.Sentence}";
        return new Figure(FileNames.Numbered("sample", sample.Sample, sample.Name), description, plot, Canvas.Width, Canvas.HeightOf(outputs.Length, 32, 70));
    }

    private static void Stack(FigurePlot plot, int row, (double Value, string Color)[] parts)
    {
        double from = 0;
        foreach ((double value, string color) in parts)
        {
            Canvas.Box(plot, from, from + value, -row - 0.34, -row + 0.34, Color.FromHex(color));
            from += value;
        }
    }

    private static void AddLegend(FigurePlot plot, IEnumerable<(string Label, string Color)> entries)
    {
        foreach ((string label, string color) in entries)
        {
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = plot.Label(label), FillColor = Color.FromHex(color), LineWidth = 0 });
        }

        plot.Legend.Orientation = Orientation.Horizontal;
        plot.ShowLegend(Edge.Bottom);
    }
}
