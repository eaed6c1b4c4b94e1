using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Metrics;

/// <summary>What a metric that chooses or stops is called in sentences.</summary>
internal static class ValidationMetricWords
{
    /// <summary>The words, for example <c>log loss</c>.</summary>
    public static string InWords(this ValidationMetric metric) => metric switch
    {
        ValidationMetric.Auroc => "AUROC",
        ValidationMetric.MacroF1 => "macro F1",
        ValidationMetric.MicroF1 => "micro F1",
        ValidationMetric.LogLoss => "log loss",
        ValidationMetric.R2 => "R2",
        ValidationMetric.MeanAbsoluteError => "mean absolute error",
        ValidationMetric.RootMeanSquaredError => "root mean squared error",
        ValidationMetric.Kappa => "quadratic weighted kappa",
        ValidationMetric.BrierScore => "Brier score",
        ValidationMetric.PoissonDeviance => "Poisson deviance",
        ValidationMetric.SubsetAccuracy => "subset accuracy",
        ValidationMetric.SignAccuracy => "sign accuracy",
        _ => metric.ToString().ToLowerInvariant(),
    };

    /// <summary>The value by which epochs are told apart, with its name: the score of the task where no metric was asked for.</summary>
    public static MetricValue Chosen(this TaskMetrics metrics, ValidationMetric metric) =>
        metric is ValidationMetric.Score or ValidationMetric.Auto ? metrics.Score : new MetricValue(metric.InWords(), metrics.Of(metric));

    /// <summary>What an epoch is told by, for example <c>accuracy 0.912</c>, and the loss where that chooses the best one: <c>accuracy 0.912, loss 0.310</c>.</summary>
    public static string Told(this TaskMetrics metrics, ValidationMetric metric)
    {
        MetricValue shown = metrics.Chosen(metric);
        string loss = metric == ValidationMetric.Auto && !metrics.LowerScoreIsBetter ? $", loss {ShownNumber.Of(metrics.Loss, "0.000")}" : "";
        return $"{shown.Name} {(double.IsNaN(shown.Value) ? "not defined" : ShownNumber.Of(shown.Value, "0.000"))}" + loss;
    }
}
