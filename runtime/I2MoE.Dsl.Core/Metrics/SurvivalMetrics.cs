using System.ComponentModel;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Metrics;

/// <summary>How well predicted times to an event agree with the times that are known.</summary>
/// <param name="Concordance">
/// Harrell's concordance index of the expected times (lifelines: <c>concordance_index</c>): 1 at best, 0.5 for a constant; NaN where it is known of no pair of samples who
/// had the event first.
/// </param>
/// <param name="BrierScore">The integrated Brier score of the survival curves up to the end of the last interval, weighted by the inverse probability of censoring; 0 at best.</param>
/// <param name="SurvivalLoss">The mean of -ln of the likelihood of the interval in which each sample had the event or left, in nats.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SurvivalMetrics(double Concordance, double BrierScore, double SurvivalLoss) : TaskMetrics
{
    /// <inheritdoc/>
    public override MetricValue Score => new("concordance", Concordance);

    /// <inheritdoc/>
    public override double Loss => SurvivalLoss;

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values => [Score, new("Brier score", BrierScore), new("loss", SurvivalLoss)];

    /// <inheritdoc/>
    internal override double Of(ValidationMetric metric) => metric switch
    {
        ValidationMetric.Concordance => Concordance,
        ValidationMetric.BrierScore => BrierScore,
        _ => base.Of(metric),
    };

    /// <summary>Computes the metrics of N samples.</summary>
    /// <param name="times">The times of the event, or until which there was none, [N], from 0; at least one.</param>
    /// <param name="happened">Whether the event happened at the time, [N].</param>
    /// <param name="logOdds">The log odds of the event in each interval, [N, K], row by row.</param>
    /// <param name="ends">The ends of the intervals, ascending from above 0, [K].</param>
    /// <exception cref="ArgumentException">There are no samples, a length does not fit, a value is not finite, a time is below 0, or the ends do not ascend from above 0.</exception>
    public static SurvivalMetrics From(ReadOnlySpan<double> times, ReadOnlySpan<bool> happened, ReadOnlySpan<double> logOdds, IReadOnlyList<double> ends)
    {
        ArgumentNullException.ThrowIfNull(ends);
        Check(times, happened, logOdds, ends);
        var intervals = new EventIntervals(ends);
        double[][] rows = [.. logOdds.ToArray().Chunk(ends.Count)];
        double[] known = times.ToArray();
        bool[] flags = happened.ToArray();
        return new SurvivalMetrics(
            ConcordanceIndex.Of(times, happened, [.. rows.Select(intervals.MeanTime)]),
            IntegratedBrierScore.Of(known, flags, [.. rows.Select(intervals.Survival)], ends),
            rows.Select((row, sample) => LossOf(row, intervals.Place(known[sample], flags[sample]), flags[sample])).Average());
    }

    private static double LossOf(double[] logOdds, int place, bool happened)
    {
        double loss = logOdds.Take(place).Sum(EventIntervals.LogOnePlusExp);
        return happened && place < logOdds.Length ? loss + EventIntervals.LogOnePlusExp(-logOdds[place]) : loss;
    }

    private static void Check(ReadOnlySpan<double> times, ReadOnlySpan<bool> happened, ReadOnlySpan<double> logOdds, IReadOnlyList<double> ends)
    {
        if (ends.Count == 0 || ends.Prepend(0).Zip(ends).Any(pair => !(pair.Second > pair.First && double.IsFinite(pair.Second))))
        {
            throw new ArgumentException("The ends of the intervals must ascend from above 0.", nameof(ends));
        }

        if (times.IsEmpty || happened.Length != times.Length || logOdds.Length != times.Length * ends.Count)
        {
            throw new ArgumentException($"There are {times.Length} times, {happened.Length} truths and {logOdds.Length} log odds; expected at least one time, as many truths, and {ends.Count} log odds for each.", nameof(times));
        }

        foreach (double time in times)
        {
            if (!double.IsFinite(time) || time < 0)
            {
                throw new ArgumentException("A time is below 0 or not finite.", nameof(times));
            }
        }

        foreach (double value in logOdds)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException("A log odds is not finite.", nameof(logOdds));
            }
        }
    }
}
