using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// Metrics with 95 % percentile intervals of the bootstrap (Efron 1979): samples are drawn with replacement, as many as there are, and measured again.
/// All predictors are measured on the same draws, so that differences between them have intervals too.
/// </summary>
public sealed class BootstrapIntervals
{
    private const double Tail = 0.025;

    private readonly TaskMetrics[] _measured;
    private readonly double[][][] _resampled;

    private BootstrapIntervals(TaskMetrics[] measured, double[][][] resampled)
    {
        _measured = measured;
        _resampled = resampled;
    }

    /// <summary>Measures predictors on the same samples.</summary>
    /// <param name="model">The task.</param>
    /// <param name="labels">The truth, [N] or [N, L].</param>
    /// <param name="predictors">The outputs [N][O] of each predictor.</param>
    /// <param name="resamples">How many times samples are drawn; default 1000.</param>
    /// <param name="seed">Which draws; any value.</param>
    /// <param name="models">Whose thresholds and intervals of time each predictor has; null (default) where all have the model's.</param>
    public static BootstrapIntervals Of(ModelDescription model, torch.Tensor labels, IReadOnlyList<IReadOnlyList<double[]>> predictors, int resamples = 1000, long seed = 0, IReadOnlyList<ModelDescription>? models = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(predictors);
        ArgumentOutOfRangeException.ThrowIfNegative(resamples);
        using DisposeScope scope = torch.NewDisposeScope();
        PredictionTask[] tasks = [.. predictors.Select((_, predictor) => PredictionTask.Of(ModelOf(predictor)))];
        torch.Tensor[] outputs = [.. predictors.Select(rows => torch.tensor(rows.SelectMany(row => row).ToArray()).to_type(torch.float32).view(rows.Count, model.Outputs))];
        double[][][] resampled = [.. predictors.Select(_ => new double[resamples][])];
        RandomKey key = RandomKey.Of(seed, RandomPurpose.Resampling);
        Parallel.For(0, resamples, resample =>
        {
            using DisposeScope draw = torch.NewDisposeScope();
            torch.Tensor rows = torch.tensor(Rows(key.Derive(resample), labels.shape[0]));
            torch.Tensor truth = labels.index_select(0, rows);
            for (int predictor = 0; predictor < outputs.Length; predictor++)
            {
                resampled[predictor][resample] = [.. tasks[predictor].Measure(outputs[predictor].index_select(0, rows), truth, ModelOf(predictor).Thresholds).Values.Select(metric => metric.Value)];
            }
        });
        return new BootstrapIntervals([.. outputs.Select((output, predictor) => tasks[predictor].Measure(output, labels, ModelOf(predictor).Thresholds))], resampled);

        ModelDescription ModelOf(int predictor) => models is null ? model : models[predictor];
    }

    /// <summary>The metrics of a predictor on all samples.</summary>
    /// <param name="predictor">Its place, from 0.</param>
    public TaskMetrics Metrics(int predictor) => _measured[predictor];

    /// <summary>The metrics of a predictor with their intervals, the score of the task first.</summary>
    /// <param name="predictor">Its place, from 0.</param>
    public IReadOnlyList<MetricInterval> Intervals(int predictor) =>
        [.. _measured[predictor].Values.Select((metric, place) => Interval(metric.Name, metric.Value, _resampled[predictor].Select(values => values[place])))];

    /// <summary>How much greater the score of one predictor is than that of another, on the same draws.</summary>
    /// <param name="predictor">The one, from 0.</param>
    /// <param name="other">The other, from 0.</param>
    public MetricInterval ScoreDifference(int predictor, int other) => Interval(
        _measured[predictor].Score.Name,
        _measured[predictor].Score.Value - _measured[other].Score.Value,
        _resampled[predictor].Zip(_resampled[other], (left, right) => left[0] - right[0]));

    /// <summary>How much greater each metric of one predictor is than that of another, on the same draws.</summary>
    /// <param name="predictor">The one, from 0.</param>
    /// <param name="other">The other, from 0.</param>
    public IReadOnlyList<MetricInterval> Differences(int predictor, int other) =>
    [
        .. _measured[predictor].Values.Zip(_measured[other].Values).Select((both, place) => Interval(
            both.First.Name,
            both.First.Value - both.Second.Value,
            _resampled[predictor].Zip(_resampled[other], (left, right) => left[place] - right[place]))),
    ];

    private static MetricInterval Interval(string name, double value, IEnumerable<double> resampled)
    {
        double[] sorted = [.. resampled.Where(double.IsFinite).Order()];
        return sorted.Length == 0
            ? new MetricInterval(name, value, double.NaN, double.NaN)
            : new MetricInterval(name, value, Quantile.Of(sorted, Tail), Quantile.Of(sorted, 1 - Tail));
    }

    private static long[] Rows(RandomKey key, long count)
    {
        SplitMix64 numbers = key.CreateSequence();
        long[] rows = new long[count];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = numbers.NextInt((int)count);
        }

        return rows;
    }
}
