using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using TorchSharp;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Two runs side by side: on the test samples that both have, where there are any.</summary>
internal sealed record RunComparison
{
    /// <summary>Their folders, A and B.</summary>
    public required IReadOnlyList<RunFolder> Folders { get; init; }

    /// <summary>The options that differ.</summary>
    public required IReadOnlyList<(string Key, string Left, string Right)> Options { get; init; }

    /// <summary>How they were trained; null of a run that kept no curves.</summary>
    public required IReadOnlyList<TrainingCurves?> Curves { get; init; }

    /// <summary>Why there is no more than that; null where there is.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of test samples that both have.</summary>
    public int Samples { get; init; }

    /// <summary>The metrics of A and B on those samples, with intervals; empty where they cannot be compared.</summary>
    public IReadOnlyList<IReadOnlyList<MetricInterval>> Metrics { get; init; } = [];

    /// <summary>By how much each metric of B is greater, on the same draws.</summary>
    public IReadOnlyList<MetricInterval> Differences { get; init; } = [];

    /// <summary>The experts of both models by name, with their mean weights over those samples; null where a run has no such expert.</summary>
    public IReadOnlyList<(string Expert, MetricInterval? Left, MetricInterval? Right)> Weights { get; init; } = [];

    /// <summary>What both decide of every sample.</summary>
    public IReadOnlyList<ComparedSample> Decisions { get; init; } = [];

    /// <summary>Compares two runs.</summary>
    /// <param name="left">A.</param>
    /// <param name="right">B.</param>
    /// <param name="warn">Hears what is strange about their data.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static async Task<RunComparison> OfAsync(RunFolder left, RunFolder right, Action<string> warn, CancellationToken cancellationToken)
    {
        var found = new RunComparison
        {
            Folders = [left, right],
            Options = new RunDifferences(left, right).OptionRows(),
            Curves = [RunHistory.Read(left), RunHistory.Read(right)],
        };
        try
        {
            using ComparedSide a = await ComparedSide.OpenAsync(left, warn, cancellationToken).ConfigureAwait(false);
            using ComparedSide b = await ComparedSide.OpenAsync(right, warn, cancellationToken).ConfigureAwait(false);
            long[] rows = [.. a.TestRows.Intersect(b.TestRows).Order()];
            string? reason = Reasons(a, b, rows);
            return reason is null ? Measure(found, a, b, rows) : found with { Reason = reason };
        }
        catch (I2MoEException e)
        {
            return found with { Reason = $"Their predictions cannot be compared here: {e.Message}" };
        }
    }

    private static string? Reasons(ComparedSide a, ComparedSide b, long[] rows) =>
        a.Model.Task != b.Model.Task || !a.Names.All.SequenceEqual(b.Names.All) ? "The two predict different things, so that their predictions cannot be compared."
        : a.Record.Data is null || a.Record.Data != b.Record.Data ? "The two were trained on different data, or did not record on which, so that their predictions cannot be compared sample by sample."
        : rows.Length == 0 ? "No sample is in the test part of both, so that their predictions cannot be compared."
        : null;

    private static RunComparison Measure(RunComparison found, ComparedSide a, ComparedSide b, long[] rows)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using MultimodalDataset samples = a.Data.Subset(rows);
        SamplePrediction[][] predictions = [[.. rows.Select(row => a.Predictions[row])], [.. rows.Select(row => b.Predictions[row])]];
        var intervals = BootstrapIntervals.Of(a.Model, samples.Labels, [.. predictions.Select(of => of.Select(prediction => prediction.Outputs).ToArray())], models: [a.Model, b.Model]);
        var reading = new OutputReading(a.Model, samples);
        var other = new OutputReading(b.Model, samples);
        return found with
        {
            Samples = rows.Length,
            Metrics = [intervals.Intervals(0), intervals.Intervals(1)],
            Differences = intervals.Differences(1, 0),
            Weights = [.. a.Model.ExpertNames.Union(b.Model.ExpertNames).Select(expert => (expert, MeanWeight(a, predictions[0], expert), MeanWeight(b, predictions[1], expert))).Where(row => row.Item2 is not null || row.Item3 is not null)],
            Decisions =
            [
                .. rows.Select((row, place) => new ComparedSample(
                    row,
                    samples.NameOf(place),
                    reading.Truth(place),
                    reading.Describe(predictions[0][place].Outputs),
                    other.Describe(predictions[1][place].Outputs),
                    reading.IsRight(place, predictions[0][place].Outputs),
                    other.IsRight(place, predictions[1][place].Outputs),
                    a.Model.PredictsNumber ? reading.IsSame(predictions[0][place].Outputs, predictions[1][place].Outputs) : reading.Describe(predictions[0][place].Outputs) == other.Describe(predictions[1][place].Outputs))),
            ],
        };
    }

    private static MetricInterval? MeanWeight(ComparedSide side, SamplePrediction[] predictions, string expert)
    {
        int place = Array.IndexOf([.. side.Model.ExpertNames], expert);
        return place < 0 || predictions[0].Weights is null ? null : MetricInterval.OfMean(expert, [.. predictions.Select(prediction => prediction.Weights![place])]);
    }
}
