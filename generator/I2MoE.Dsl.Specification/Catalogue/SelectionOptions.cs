namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of training that say when it ends and what is kept of it, in YAML the mappings <c>stop</c>, <c>best</c>, <c>average</c>, <c>calibration</c> and <c>thresholds</c>.</summary>
public static class SelectionOptions
{
    /// <summary>The metric that says which epoch is best.</summary>
    public static Option<ValidationMetric> BestMetric { get; } =
        new("BestMetric", OptionType.Choice, "Metric on the validation part, one that the task has, that says which epoch is best.", ValidationMetric.Auto, yaml: "best.metric");

    /// <summary>The epochs of which the weights are kept as files.</summary>
    public static Option<int> BestKeep { get; } =
        new("BestKeep", OptionType.Integer, "Number of best epochs whose weights are kept as files beside the checkpoint; 0 keeps none.", 0, minimum: 0, maximum: 1000, yaml: "best.keep");

    /// <summary>The epochs without progress.</summary>
    public static Option<int> StopPatience { get; } =
        new("StopPatience", OptionType.Integer, "Number of epochs without progress after which training stops; 0 means that it does not stop early.", 0, minimum: 0, maximum: 1_000_000, yaml: "stop.patience");

    /// <summary>The metric that has to make progress.</summary>
    public static Option<ValidationMetric> StopMetric { get; } =
        new("StopMetric", OptionType.Choice, "Metric on the validation part, one that the task has, that has to make progress; Auto is for the best epoch only.", ValidationMetric.Loss, yaml: "stop.metric");

    /// <summary>What counts as progress.</summary>
    public static Option<double> StopMinDelta { get; } =
        new("StopMinDelta", OptionType.Number, "What the metric has to be better by for progress, in its units.", 0.0, minimum: 0, maximum: 1e6, yaml: "stop.min_delta");

    /// <summary>The average of the weights.</summary>
    public static Option<WeightAveraging> Average { get; } =
        new("Average", OptionType.Choice, "Whether the model is validated and kept with an average of its parameters and running statistics.", WeightAveraging.None, yaml: "average.kind");

    /// <summary>The decay of the exponential moving average.</summary>
    public static Option<double> AverageDecay { get; } =
        new("AverageDecay", OptionType.Number, "Share of the average that ema keeps every step.", 0.999, minimum: 0, maximum: 0.999999, yaml: "average.decay");

    /// <summary>The share of the epochs before the mean.</summary>
    public static Option<double> AverageStart { get; } =
        new("AverageStart", OptionType.Number, "Share of the epochs after which swa begins.", 0.75, minimum: 0, maximum: 0.99, yaml: "average.start");

    /// <summary>Whether probabilities are calibrated.</summary>
    public static Option<bool> CalibrateTemperature { get; } =
        new("CalibrateTemperature", OptionType.Flag, "Whether the logits of the trained model are divided by the temperature that makes the log loss of the validation part least; with the objective Measured they always are.", false, yaml: "calibration.temperature");

    /// <summary>What thresholds make greatest.</summary>
    public static Option<ThresholdMetric> ThresholdMetric { get; } =
        new("ThresholdMetric", OptionType.Choice, "Metric on the validation part that the thresholds of the trained model make greatest: the probability above which the second of two classes, or each label, is predicted; None predicts the most probable class, and labels above 0.5.", I2MoE.Dsl.ThresholdMetric.None, yaml: "thresholds.metric");

    /// <summary>With which kinds an option means something.</summary>
    internal static IReadOnlyList<OptionCondition> Conditions { get; } =
    [
        OptionCondition.Of(AverageDecay, Average, WeightAveraging.Ema),
        OptionCondition.Of(AverageStart, Average, WeightAveraging.Swa),
    ];

    /// <summary>The metrics that a task has.</summary>
    public static IReadOnlyList<ValidationMetric> MetricsOf(ComponentDefinition task)
    {
        ValidationMetric[] all = [ValidationMetric.Score, ValidationMetric.Loss];
        return task == CountOptions.Definition
            ? [.. all, ValidationMetric.PoissonDeviance, ValidationMetric.MeanAbsoluteError, ValidationMetric.RootMeanSquaredError]
            : task == OrdinalOptions.Definition
            ? [.. all, ValidationMetric.LogLoss, ValidationMetric.Accuracy, ValidationMetric.MacroF1, ValidationMetric.MeanAbsoluteError, ValidationMetric.Kappa]
            : task == SurvivalOptions.Definition
            ? [.. all, ValidationMetric.Concordance, ValidationMetric.BrierScore]
            : task == RegressionOptions.Definition
            ? [.. all, ValidationMetric.MeanAbsoluteError, ValidationMetric.RootMeanSquaredError, ValidationMetric.R2, ValidationMetric.Pearson, ValidationMetric.SignAccuracy]
            : [.. all, ValidationMetric.LogLoss, task == MultiLabelOptions.Definition ? ValidationMetric.SubsetAccuracy : ValidationMetric.Accuracy, ValidationMetric.MacroF1, ValidationMetric.MicroF1, ValidationMetric.Auroc];
    }
}
