using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Training;

/// <summary>How a model does on a data set.</summary>
public sealed class EvaluationResult
{
    /// <summary>Keeps the metrics and the weights.</summary>
    /// <param name="metrics">The metrics of the model's predictions.</param>
    /// <param name="meanWeights">The mean weight of every expert over the samples, by name.</param>
    public EvaluationResult(TaskMetrics metrics, IReadOnlyDictionary<string, double> meanWeights)
    {
        Metrics = metrics;
        MeanWeights = meanWeights;
    }

    /// <summary>The metrics of the predictions, whatever the task.</summary>
    public TaskMetrics Metrics { get; }

    /// <summary>The metrics of a classification.</summary>
    /// <exception cref="InvalidOperationException">The task is another; the message says which property to use.</exception>
    public ClassificationMetrics Classification => As<ClassificationMetrics>(nameof(Classification));

    /// <summary>The metrics of a multi-label classification.</summary>
    /// <exception cref="InvalidOperationException">The task is another; the message says which property to use.</exception>
    public MultiLabelMetrics MultiLabel => As<MultiLabelMetrics>(nameof(MultiLabel));

    /// <summary>The metrics of a regression.</summary>
    /// <exception cref="InvalidOperationException">The task is another; the message says which property to use.</exception>
    public RegressionMetrics Regression => As<RegressionMetrics>(nameof(Regression));

    /// <summary>The metrics of counts.</summary>
    /// <exception cref="InvalidOperationException">The task is another; the message says which property to use.</exception>
    public CountMetrics Count => As<CountMetrics>(nameof(Count));

    /// <summary>The metrics of classes in order.</summary>
    /// <exception cref="InvalidOperationException">The task is another; the message says which property to use.</exception>
    public OrdinalMetrics Ordinal => As<OrdinalMetrics>(nameof(Ordinal));

    /// <summary>The metrics of times to an event.</summary>
    /// <exception cref="InvalidOperationException">The task is another; the message says which property to use.</exception>
    public SurvivalMetrics Survival => As<SurvivalMetrics>(nameof(Survival));

    /// <summary>The mean weight of every expert over the samples, by name in the order of the experts; empty for the vanilla baseline.</summary>
    public IReadOnlyDictionary<string, double> MeanWeights { get; }

    /// <summary>The metrics of the same predictions without the temperature and the thresholds that were fitted after training; null where no temperature was.</summary>
    public TaskMetrics? Uncalibrated { get; init; }

    /// <summary>The metrics of the same probabilities without the thresholds that were fitted after training: the most probable class, or the labels above 0.5; null where none were.</summary>
    public TaskMetrics? WithoutThresholds { get; init; }

    private T As<T>(string property)
        where T : TaskMetrics => Metrics as T
            ?? throw new InvalidOperationException($"The model has no {property} metrics. Did you mean {Metrics.GetType().Name.Replace("Metrics", "", StringComparison.Ordinal)}?");
}
