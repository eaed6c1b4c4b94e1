using System.Globalization;
using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Training.Stopping;

/// <summary>Stops where a metric has made no progress for a number of epochs, as <c>EarlyStopping</c> of Keras and Lightning does.</summary>
/// <param name="patience">The epochs without progress after which the run ends, at least 1.</param>
/// <param name="metric">The metric.</param>
/// <param name="minDelta">What it has to be better by for progress.</param>
internal sealed class PatienceRule(int patience, ValidationMetric metric, double minDelta) : IStopRule
{
    /// <inheritdoc/>
    public string? Reason(StopPoint point)
    {
        int best = 0;
        for (int epoch = 1; epoch < point.Validations.Count; epoch++)
        {
            best = IsProgress(point.Validations[epoch], point.Validations[best]) ? epoch : best;
        }

        return point.Validations.Count - 1 - best < patience
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the {metric.InWords()} on the validation part has made no progress for {patience} epoch{(patience == 1 ? "" : "s")} since {point.Validations[best].Of(metric):0.####} in epoch {best + 1}");
    }

    private bool IsProgress(TaskMetrics now, TaskMetrics before)
    {
        (double a, double b) = (now.Of(metric), before.Of(metric));
        double gain = now.LowerIsBetter(metric) ? b - a : a - b;
        return double.IsNaN(b) ? !double.IsNaN(a) : gain > minDelta;
    }
}
