using I2MoE.Dsl.Interpretation.Reporting.Content;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>The figures of a report.</summary>
internal sealed class ReportFigures
{
    // A violin figure is some 20 kB in the page.
    private const int MostGroups = 40;

    /// <summary>Draws the figures.</summary>
    /// <param name="content">What the report says.</param>
    public ReportFigures(ReportContent content)
    {
        Weights = [.. content.Weights.Take(MostGroups).Select((_, place) => WeightFigures.Violins(content, place))];
        Information = content.Findings is { } findings ? InformationFigure.Bars(content, findings) : null;
        Outcomes = content.Outcomes is { } outcomes ? [.. OutcomeFigures.Of(outcomes)] : [];
        Coverage = content.Uncertainty is { } reliance ? UncertaintyFigures.Coverage(reliance) : null;
        Selective = content.Uncertainty is { Selective.Count: > 0 } selective ? UncertaintyFigures.Selective(selective) : null;
        Performance = ScoreFigure.Bars(content);
        Similarity = SimilarityFigure.Heatmap(content);
        ModalityShares = content.ModalityShares is { } shares ? ContributionFigures.ModalityShares(content, shares) : null;
        Faithfulness = content.Faithfulness.Count > 0 ? FaithfulnessFigure.Curves(content) : null;
        Robustness = content.Robustness.Count > 0 ? RobustnessFigure.Of(content.Model, content.Robustness) : null;
        Training = content.History is { Epochs.Count: > 0 } history ? [.. TrainingFigures.Of(content.Model.Experts, history)] : [];
        Examples = [.. ExamplesOf(content).Select(sample => (sample, ContributionFigures.OfSample(content, sample)))];
    }

    /// <summary>The violins of each group of samples.</summary>
    public IReadOnlyList<Figure> Weights { get; }

    /// <summary>Where what is known comes from; null where it was not asked.</summary>
    public Figure? Information { get; }

    /// <summary>Reliability, and for few classes the curves over all thresholds; empty for numbers.</summary>
    public IReadOnlyList<Figure> Outcomes { get; }

    /// <summary>How often sets hold the truth; null for numbers and where it was not asked.</summary>
    public Figure? Coverage { get; }

    /// <summary>What is right of what is kept when the least sure samples are left out; null for numbers and where it was not asked.</summary>
    public Figure? Selective { get; }

    /// <summary>The scores of model, experts and baseline.</summary>
    public Figure Performance { get; }

    /// <summary>The correlations between experts.</summary>
    public Figure Similarity { get; }

    /// <summary>What each expert looks at; null without attributions.</summary>
    public Figure? ModalityShares { get; }

    /// <summary>What each expert says without the values that attributions name; null without attributions.</summary>
    public Figure? Faithfulness { get; }

    /// <summary>What the model is worth when more and more samples lack a modality; null where none is optional.</summary>
    public Figure? Robustness { get; }

    /// <summary>The curves of the training; empty without a history.</summary>
    public IReadOnlyList<Figure> Training { get; }

    /// <summary>A sample for every expert that decides one: the one in which it has the greatest weight.</summary>
    public IReadOnlyList<(SampleReport Sample, Figure Figure)> Examples { get; }

    /// <summary>All of them.</summary>
    public IEnumerable<Figure> All =>
        [.. Weights, .. Those(Information), Performance, .. Outcomes, .. Those(Coverage, Selective), Similarity, .. Those(ModalityShares, Faithfulness, Robustness), .. Training, .. Examples.Select(example => example.Figure)];

    private static IEnumerable<Figure> Those(params Figure?[] drawn) => drawn.OfType<Figure>();

    private static IEnumerable<SampleReport> ExamplesOf(ReportContent content) => content.Samples
        .GroupBy(sample => sample.Dominating)
        .OrderBy(decided => decided.Key)
        .Select(decided => decided.MaxBy(sample => sample.Explanation.Experts[decided.Key].Weight)!);
}
