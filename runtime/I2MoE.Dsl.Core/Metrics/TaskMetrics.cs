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
    public bool IsBetterThan(TaskMetrics? other)
    {
        if (other is null)
        {
            return true;
        }

        int order = CompareScore(other);
        return order > 0 || (order == 0 && Compare(Loss, other.Loss, lowerIsBetter: true) > 0);
    }

    /// <summary>Whether the score is not worse than that of others of the same task, whatever the loss.</summary>
    /// <param name="other">The others; null where there are none.</param>
    internal bool ScoresAtLeast(TaskMetrics? other) => other is null || CompareScore(other) >= 0;

    private int CompareScore(TaskMetrics other) => Compare(Score.Value, other.Score.Value, LowerScoreIsBetter);

    // A value that is not defined is worse than any that is.
    private static int Compare(double value, double other, bool lowerIsBetter)
    {
        int order = lowerIsBetter ? other.CompareTo(value) : value.CompareTo(other);
        return double.IsNaN(value) == double.IsNaN(other) ? order : double.IsNaN(value) ? -1 : 1;
    }
}
