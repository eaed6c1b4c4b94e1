namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of training.</summary>
public static class TrainingOptions
{
    /// <summary>The number of epochs.</summary>
    public static Option<int> Epochs { get; } =
        new("Epochs", OptionType.Integer, "Number of passes over the training data.", 30, minimum: 1, maximum: 1_000_000);

    /// <summary>The batch size.</summary>
    public static Option<int> BatchSize { get; } =
        new("BatchSize", OptionType.Integer, "Number of samples in a training step.", 32, minimum: 1, maximum: 1_000_000);

    /// <summary>The learning rate.</summary>
    public static Option<double> LearningRate { get; } =
        new("LearningRate", OptionType.Number, "Learning rate.", 1e-3, minimum: 0, maximum: 1, minimumIsExclusive: true, alsoIn: "optimizer");

    /// <summary>The weight decay.</summary>
    public static Option<double> WeightDecay { get; } =
        new("WeightDecay", OptionType.Number, "Weight decay: L2 through the gradient, or decoupled with adamw.", 0.0, minimum: 0, maximum: 10, alsoIn: "optimizer");

    /// <summary>The gradient clipping norm.</summary>
    public static Option<double> GradientClipping { get; } =
        new("GradientClipping", OptionType.Number, "Greatest L2 norm of the gradient of all parameters, applied before the step; 0 means no clipping.", 0.0, minimum: 0);

    /// <summary>The precision of the linear layers.</summary>
    public static Option<Precision> Precision { get; } =
        new("Precision", OptionType.Choice, "What the linear layers of the experts compute in; parameters, losses and softmax are float32 always.", I2MoE.Dsl.Precision.Fp32);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } = new(
        Section.Training,
        "training",
        "Training",
        "How the model is trained, where the program does not say otherwise.",
        Epochs,
        BatchSize,
        LearningRate,
        WeightDecay,
        GradientClipping,
        Precision,
        OptimizerOptions.Kind,
        OptimizerOptions.Beta1,
        OptimizerOptions.Beta2,
        OptimizerOptions.Epsilon,
        OptimizerOptions.Momentum,
        OptimizerOptions.EncoderLearningRate,
        ScheduleOptions.Kind,
        ScheduleOptions.Warmup,
        ScheduleOptions.Minimum,
        ScheduleOptions.Every,
        ScheduleOptions.Factor,
        ScheduleOptions.Patience,
        ScheduleOptions.Peak,
        SelectionOptions.BestMetric,
        SelectionOptions.BestKeep,
        SelectionOptions.StopPatience,
        SelectionOptions.StopMetric,
        SelectionOptions.StopMinDelta,
        SelectionOptions.Average,
        SelectionOptions.AverageDecay,
        SelectionOptions.AverageStart,
        SelectionOptions.CalibrateTemperature,
        SelectionOptions.ThresholdMetric,
        StepOptions.Accumulation,
        StepOptions.Sampling,
        StepOptions.LabelSmoothing,
        StepOptions.Focal,
        StepOptions.CheckpointEvery,
        StepOptions.TimeLimit,
        StepOptions.NotFinite,
        StepOptions.NotFiniteLimit,
        TrackOptions.Tensorboard,
        TrackOptions.Mlflow);

    /// <summary>With which choices an option means something.</summary>
    internal static IReadOnlyList<OptionCondition> Conditions { get; } = [.. OptimizerOptions.Conditions, .. ScheduleOptions.Conditions, .. SelectionOptions.Conditions, .. StepOptions.Conditions];
}
