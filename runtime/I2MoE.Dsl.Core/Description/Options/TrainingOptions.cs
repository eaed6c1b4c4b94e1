// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>How the model is trained, where the program does not say otherwise.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record TrainingOptions
{
    /// <summary>Number of passes over the training data.</summary>
    /// <remarks>Default: 30. Allowed: 1 to 1000000.</remarks>
    public int Epochs { get; init; } = 30;

    /// <summary>Number of samples in a training step.</summary>
    /// <remarks>Default: 32. Allowed: 1 to 1000000.</remarks>
    public int BatchSize { get; init; } = 32;

    /// <summary>Learning rate.</summary>
    /// <remarks>Default: 0.001. Allowed: greater than 0, up to 1.</remarks>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Weight decay: L2 through the gradient, or decoupled with adamw.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 10.</remarks>
    public double WeightDecay { get; init; }

    /// <summary>Greatest L2 norm of the gradient of all parameters, applied before the step; 0 means no clipping.</summary>
    /// <remarks>Default: 0. Allowed: 0 or more.</remarks>
    public double GradientClipping { get; init; }

    /// <summary>What the linear layers of the experts compute in; parameters, losses and softmax are float32 always.</summary>
    /// <remarks>Default: Fp32. Allowed: Fp32, Bf16.</remarks>
    public Precision Precision { get; init; } = Precision.Fp32;

    /// <summary>What moves the parameters in a step.</summary>
    /// <remarks>Default: Adam. Allowed: Adam, Adamw, Sgd.</remarks>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Decay of the mean of the gradients in Adam.</summary>
    /// <remarks>Default: 0.9. Allowed: 0 to 0.9999.</remarks>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of the squared gradients in Adam; above the square of Beta1.</summary>
    /// <remarks>Default: 0.999. Allowed: 0 to 0.99999.</remarks>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>What Adam adds to the root of the mean of the squared gradients.</summary>
    /// <remarks>Default: 1E-08. Allowed: 1E-12 to 1.</remarks>
    public double Epsilon { get; init; } = 1E-08;

    /// <summary>Share of the step before that sgd adds to a step.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 0.9999.</remarks>
    public double Momentum { get; init; }

    /// <summary>Learning rate of the encoders; 0 means LearningRate.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 1.</remarks>
    public double EncoderLearningRate { get; init; }

    /// <summary>How the learning rate goes on from step to step.</summary>
    /// <remarks>Default: Constant. Allowed: Constant, Linear, Cosine, OneCycle, Step, Plateau.</remarks>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Constant;

    /// <summary>Share of all steps over which the learning rate first rises from near 0, by the same amount every step.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 0.9.</remarks>
    public double Warmup { get; init; }

    /// <summary>Least learning rate, as a share of LearningRate, of linear, cosine and plateau.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 1.</remarks>
    public double ScheduleMinimum { get; init; }

    /// <summary>Number of epochs after which step multiplies the learning rate by the factor.</summary>
    /// <remarks>Default: 10. Allowed: 1 to 1000000.</remarks>
    public int ScheduleEvery { get; init; } = 10;

    /// <summary>What step and plateau multiply the learning rate by.</summary>
    /// <remarks>Default: 0.1. Allowed: greater than 0, up to 1.</remarks>
    public double ScheduleFactor { get; init; } = 0.1;

    /// <summary>Number of epochs without progress that plateau lets pass.</summary>
    /// <remarks>Default: 10. Allowed: 0 to 1000000.</remarks>
    public int SchedulePatience { get; init; } = 10;

    /// <summary>Share of all steps after which one_cycle has its greatest learning rate.</summary>
    /// <remarks>Default: 0.3. Allowed: 0.01 to 0.99.</remarks>
    public double SchedulePeak { get; init; } = 0.3;

    /// <summary>Metric on the validation part, one that the task has, that says which epoch is best.</summary>
    /// <remarks>
    /// Default: Auto. Allowed: Score, Loss, LogLoss, Accuracy, MacroF1, MicroF1, Auroc, SubsetAccuracy, MeanAbsoluteError,
    /// RootMeanSquaredError, R2, Pearson, SignAccuracy, PoissonDeviance, Kappa, Concordance, BrierScore, Auto.
    /// </remarks>
    public ValidationMetric BestMetric { get; init; } = ValidationMetric.Auto;

    /// <summary>Number of best epochs whose weights are kept as files beside the checkpoint; 0 keeps none.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 1000.</remarks>
    public int BestKeep { get; init; }

    /// <summary>Number of epochs without progress after which training stops; 0 means that it does not stop early.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 1000000.</remarks>
    public int StopPatience { get; init; }

    /// <summary>Metric on the validation part, one that the task has, that has to make progress; Auto is for the best epoch only.</summary>
    /// <remarks>
    /// Default: Loss. Allowed: Score, Loss, LogLoss, Accuracy, MacroF1, MicroF1, Auroc, SubsetAccuracy, MeanAbsoluteError,
    /// RootMeanSquaredError, R2, Pearson, SignAccuracy, PoissonDeviance, Kappa, Concordance, BrierScore, Auto.
    /// </remarks>
    public ValidationMetric StopMetric { get; init; } = ValidationMetric.Loss;

    /// <summary>What the metric has to be better by for progress, in its units.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 1000000.</remarks>
    public double StopMinDelta { get; init; }

    /// <summary>Whether the model is validated and kept with an average of its parameters and running statistics.</summary>
    /// <remarks>Default: None. Allowed: None, Ema, Swa.</remarks>
    public WeightAveraging Average { get; init; } = WeightAveraging.None;

    /// <summary>Share of the average that ema keeps every step.</summary>
    /// <remarks>Default: 0.999. Allowed: 0 to 0.999999.</remarks>
    public double AverageDecay { get; init; } = 0.999;

    /// <summary>Share of the epochs after which swa begins.</summary>
    /// <remarks>Default: 0.75. Allowed: 0 to 0.99.</remarks>
    public double AverageStart { get; init; } = 0.75;

    /// <summary>
    /// Whether the logits of the trained model are divided by the temperature that makes the log loss of the validation part least; with
    /// the objective Measured they always are.
    /// </summary>
    /// <remarks>Default: false. Allowed: true, false.</remarks>
    public bool CalibrateTemperature { get; init; }

    /// <summary>
    /// Metric on the validation part that the thresholds of the trained model make greatest: the probability above which the second of two
    /// classes, or each label, is predicted; None predicts the most probable class, and labels above 0.5.
    /// </summary>
    /// <remarks>Default: None. Allowed: None, F1, BalancedAccuracy, Accuracy.</remarks>
    public ThresholdMetric ThresholdMetric { get; init; } = ThresholdMetric.None;

    /// <summary>Number of batches whose mean gradient makes one step; the last step of an epoch has those that remain.</summary>
    /// <remarks>Default: 1. Allowed: 1 to 10000.</remarks>
    public int Accumulation { get; init; } = 1;

    /// <summary>Which samples an epoch goes over; Balanced is for classifications.</summary>
    /// <remarks>Default: Shuffled. Allowed: Shuffled, Balanced.</remarks>
    public Sampling Sampling { get; init; } = Sampling.Shuffled;

    /// <summary>
    /// Share of the probability of the truth that the task loss spreads over all classes, or over both values of a label.
    /// </summary>
    /// <remarks>Default: 0. Allowed: 0 to 0.9.</remarks>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// Exponent of the focal loss: the task loss of a sample is multiplied by (1 - probability of the truth) to this power; 0 is the plain
    /// loss.
    /// </summary>
    /// <remarks>Default: 0. Allowed: 0 to 10.</remarks>
    public double Focal { get; init; }

    /// <summary>Time between two checkpoints within an epoch, in seconds; 0 writes them after each epoch only.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 10000000.</remarks>
    public double CheckpointEvery { get; init; }

    /// <summary>Time after which training stops, in seconds, also within an epoch once one is finished; 0 means no limit.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 100000000.</remarks>
    public double TimeLimit { get; init; }

    /// <summary>What becomes of a step whose losses or gradients are NaN or infinite.</summary>
    /// <remarks>Default: Stop. Allowed: Stop, Skip.</remarks>
    public NotFiniteHandling NotFinite { get; init; } = NotFiniteHandling.Stop;

    /// <summary>Number of steps that skip may leave out in a run before it stops.</summary>
    /// <remarks>Default: 10. Allowed: 1 to 1000000.</remarks>
    public int NotFiniteLimit { get; init; } = 10;

    /// <summary>Whether train writes losses and metrics as TensorBoard reads them, into the folder tensorboard of the run.</summary>
    /// <remarks>Default: false. Allowed: true, false.</remarks>
    public bool TrackTensorboard { get; init; }

    /// <summary>
    /// Address of an MLflow server to which train sends options, losses and metrics, for example http://localhost:5000; none for none.
    /// </summary>
    /// <remarks>Default: none. Allowed: a text.</remarks>
    public string TrackMlflow { get; init; } = "";
}
