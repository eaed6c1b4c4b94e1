using System.ComponentModel;

namespace I2MoE.Dsl.Metrics;

/// <summary>How well predictions agree with the truth: the metrics of a task, one of which says which epoch is best.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract record TaskMetrics
{
    private protected TaskMetrics()
    {
    }

    /// <summary>The metric by which epochs are compared, for example the accuracy.</summary>
    public abstract MetricValue Score { get; }

    /// <summary>Whether a smaller <see cref="Score"/> is better, as for a loss.</summary>
    public virtual bool LowerScoreIsBetter => false;

    /// <summary>The task loss, without class weights; it decides between equal scores.</summary>
    public abstract double Loss { get; }

    /// <summary>Every metric that is a number, the <see cref="Score"/> first.</summary>
    public abstract IReadOnlyList<MetricValue> Values { get; }

    /// <summary>Whether these metrics are better than others of the same task: by the score, and where it is equal by the loss.</summary>
    /// <param name="other">The others; null where there are none, and anything is better.</param>
    public bool IsBetterThan(TaskMetrics? other) => IsBetterThan(other, ValidationMetric.Score);

    /// <summary>Whether these metrics are better than others of the same task: by a metric, and where it is equal by the loss.</summary>
    internal bool IsBetterThan(TaskMetrics? other, ValidationMetric metric)
    {
        if (other is null)
        {
            return true;
        }

        int order = Compare(other, metric);
        return order > 0 || (order == 0 && Compare(Loss, other.Loss, lowerIsBetter: true) > 0);
    }

    /// <summary>A metric by its kind; NaN where the task does not have it.</summary>
    internal virtual double Of(ValidationMetric metric) => metric switch
    {
        ValidationMetric.Score => Score.Value,
        ValidationMetric.Loss or ValidationMetric.Auto => Loss,
        _ => double.NaN,
    };

    /// <summary>Compares by a metric: above 0 where these are better than <paramref name="other"/>, below where they are worse.</summary>
    internal int Compare(TaskMetrics other, ValidationMetric metric) => Compare(Of(metric), other.Of(metric), LowerIsBetter(metric));

    /// <summary>Whether a smaller value of a metric is better.</summary>
    internal bool LowerIsBetter(ValidationMetric metric) => metric == ValidationMetric.Score
        ? LowerScoreIsBetter
        : metric is ValidationMetric.Auto or ValidationMetric.Loss or ValidationMetric.LogLoss or ValidationMetric.MeanAbsoluteError or ValidationMetric.RootMeanSquaredError or ValidationMetric.PoissonDeviance or ValidationMetric.BrierScore;

    /// <summary>Whether a metric is not worse than that of others of the same task, whatever the loss.</summary>
    internal bool ScoresAtLeast(TaskMetrics? other, ValidationMetric metric = ValidationMetric.Score) => other is null || Compare(other, metric) >= 0;

    // A value that is not defined is worse than any that is.
    private static int Compare(double value, double other, bool lowerIsBetter)
    {
        int order = lowerIsBetter ? other.CompareTo(value) : value.CompareTo(other);
        return double.IsNaN(value) == double.IsNaN(other) ? order : double.IsNaN(value) ? -1 : 1;
    }
}
