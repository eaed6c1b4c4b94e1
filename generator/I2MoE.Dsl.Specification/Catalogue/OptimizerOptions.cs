namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of training that say what moves the parameters, in YAML the mapping <c>optimizer</c>.</summary>
public static class OptimizerOptions
{
    /// <summary>The kind of the optimizer.</summary>
    public static Option<OptimizerKind> Kind { get; } =
        new("Optimizer", OptionType.Choice, "What moves the parameters in a step.", OptimizerKind.Adam, yaml: "optimizer.kind");

    /// <summary>The decay of the mean of the gradients.</summary>
    public static Option<double> Beta1 { get; } =
        new("Beta1", OptionType.Number, "Decay of the mean of the gradients in Adam.", 0.9, minimum: 0, maximum: 0.9999, yaml: "optimizer.beta1");

    /// <summary>The decay of the mean of the squared gradients.</summary>
    public static Option<double> Beta2 { get; } =
        new("Beta2", OptionType.Number, "Decay of the mean of the squared gradients in Adam; above the square of Beta1.", 0.999, minimum: 0, maximum: 0.99999, yaml: "optimizer.beta2");

    /// <summary>What keeps Adam from dividing by zero.</summary>
    public static Option<double> Epsilon { get; } =
        new("Epsilon", OptionType.Number, "What Adam adds to the root of the mean of the squared gradients.", 1e-8, minimum: 1e-12, maximum: 1, yaml: "optimizer.eps");

    /// <summary>The momentum.</summary>
    public static Option<double> Momentum { get; } =
        new("Momentum", OptionType.Number, "Share of the step before that sgd adds to a step.", 0.0, minimum: 0, maximum: 0.9999, yaml: "optimizer.momentum");

    /// <summary>The learning rate of the encoders.</summary>
    public static Option<double> EncoderLearningRate { get; } =
        new("EncoderLearningRate", OptionType.Number, "Learning rate of the encoders; 0 means LearningRate.", 0.0, minimum: 0, maximum: 1, yaml: "optimizer.encoder_learning_rate");

    /// <summary>With which kinds an option means something.</summary>
    internal static IReadOnlyList<OptionCondition> Conditions { get; } =
    [
        OptionCondition.Of(Beta1, Kind, OptimizerKind.Adam, OptimizerKind.Adamw),
        OptionCondition.Of(Beta2, Kind, OptimizerKind.Adam, OptimizerKind.Adamw),
        OptionCondition.Of(Epsilon, Kind, OptimizerKind.Adam, OptimizerKind.Adamw),
        OptionCondition.Of(Momentum, Kind, OptimizerKind.Sgd),
    ];
}
