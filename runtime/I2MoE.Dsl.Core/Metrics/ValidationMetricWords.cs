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
        ValidationMetric.SubsetAccuracy => "subset accuracy",
        ValidationMetric.SignAccuracy => "sign accuracy",
        _ => metric.ToString().ToLowerInvariant(),
    };

    /// <summary>The value by which epochs are chosen, with its name: the score of the task where nothing else was asked for.</summary>
    public static MetricValue Chosen(this TaskMetrics metrics, ValidationMetric metric) =>
        metric == ValidationMetric.Score ? metrics.Score : new MetricValue(metric.InWords(), metrics.Of(metric));
}
