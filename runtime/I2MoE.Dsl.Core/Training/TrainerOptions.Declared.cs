// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl.Training;

public sealed partial record TrainerOptions
{
    /// <summary>Number of passes over the training data; null as declared.</summary>
    public int? Epochs { get; init; }

    /// <summary>Number of samples in a training step; null as declared.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Learning rate; null as declared.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Weight decay: L2 through the gradient, or decoupled with adamw; null as declared.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>
    /// Greatest L2 norm of the gradient of all parameters, applied before the step; 0 means no clipping; null as declared.
    /// </summary>
    public double? GradientClipping { get; init; }

    /// <summary>
    /// What the linear layers of the experts compute in; parameters, losses and softmax are float32 always; null as declared.
    /// </summary>
    public Precision? Precision { get; init; }

    /// <summary>What moves the parameters in a step; null as declared.</summary>
    public OptimizerKind? Optimizer { get; init; }

    /// <summary>Decay of the mean of the gradients in Adam; null as declared.</summary>
    public double? Beta1 { get; init; }

    /// <summary>Decay of the mean of the squared gradients in Adam; above the square of Beta1; null as declared.</summary>
    public double? Beta2 { get; init; }

    /// <summary>What Adam adds to the root of the mean of the squared gradients; null as declared.</summary>
    public double? Epsilon { get; init; }

    /// <summary>Share of the step before that sgd adds to a step; null as declared.</summary>
    public double? Momentum { get; init; }

    /// <summary>Learning rate of the encoders; 0 means LearningRate; null as declared.</summary>
    public double? EncoderLearningRate { get; init; }

    /// <summary>How the learning rate goes on from step to step; null as declared.</summary>
    public ScheduleKind? Schedule { get; init; }

    /// <summary>
    /// Share of all steps over which the learning rate first rises from near 0, by the same amount every step; null as declared.
    /// </summary>
    public double? Warmup { get; init; }

    /// <summary>Least learning rate, as a share of LearningRate, of linear, cosine and plateau; null as declared.</summary>
    public double? ScheduleMinimum { get; init; }

    /// <summary>Number of epochs after which step multiplies the learning rate by the factor; null as declared.</summary>
    public int? ScheduleEvery { get; init; }

    /// <summary>What step and plateau multiply the learning rate by; null as declared.</summary>
    public double? ScheduleFactor { get; init; }

    /// <summary>Number of epochs without progress that plateau lets pass; null as declared.</summary>
    public int? SchedulePatience { get; init; }

    /// <summary>Share of all steps after which one_cycle has its greatest learning rate; null as declared.</summary>
    public double? SchedulePeak { get; init; }

    /// <summary>Metric on the validation part, one that the task has, that says which epoch is best; null as declared.</summary>
    public ValidationMetric? BestMetric { get; init; }

    /// <summary>Number of best epochs whose weights are kept as files beside the checkpoint; 0 keeps none; null as declared.</summary>
    public int? BestKeep { get; init; }

    /// <summary>
    /// Number of epochs without progress after which training stops; 0 means that it does not stop early; null as declared.
    /// </summary>
    public int? StopPatience { get; init; }

    /// <summary>
    /// Metric on the validation part, one that the task has, that has to make progress; Auto is for the best epoch only; null as declared.
    /// </summary>
    public ValidationMetric? StopMetric { get; init; }

    /// <summary>What the metric has to be better by for progress, in its units; null as declared.</summary>
    public double? StopMinDelta { get; init; }

    /// <summary>
    /// Whether the model is validated and kept with an average of its parameters and running statistics; null as declared.
    /// </summary>
    public WeightAveraging? Average { get; init; }

    /// <summary>Share of the average that ema keeps every step; null as declared.</summary>
    public double? AverageDecay { get; init; }

    /// <summary>Share of the epochs after which swa begins; null as declared.</summary>
    public double? AverageStart { get; init; }

    /// <summary>
    /// Whether the logits of the trained model are divided by the temperature that makes the log loss of the validation part least; with
    /// the objective Measured they always are; null as declared.
    /// </summary>
    public bool? CalibrateTemperature { get; init; }

    /// <summary>
    /// Metric on the validation part that the thresholds of the trained model make greatest: the probability above which the second of two
    /// classes, or each label, is predicted; None predicts the most probable class, and labels above 0.5; null as declared.
    /// </summary>
    public ThresholdMetric? ThresholdMetric { get; init; }

    /// <summary>
    /// Number of batches whose mean gradient makes one step; the last step of an epoch has those that remain; null as declared.
    /// </summary>
    public int? Accumulation { get; init; }

    /// <summary>Which samples an epoch goes over; Balanced is for classifications; null as declared.</summary>
    public Sampling? Sampling { get; init; }

    /// <summary>
    /// Share of the probability of the truth that the task loss spreads over all classes, or over both values of a label; null as declared.
    /// </summary>
    public double? LabelSmoothing { get; init; }

    /// <summary>
    /// Exponent of the focal loss: the task loss of a sample is multiplied by (1 - probability of the truth) to this power; 0 is the plain
    /// loss; null as declared.
    /// </summary>
    public double? Focal { get; init; }

    /// <summary>Time between two checkpoints within an epoch, in seconds; 0 writes them after each epoch only; null as declared.</summary>
    public double? CheckpointEvery { get; init; }

    /// <summary>
    /// Time after which training stops, in seconds, also within an epoch once one is finished; 0 means no limit; null as declared.
    /// </summary>
    public double? TimeLimit { get; init; }

    /// <summary>What becomes of a step whose losses or gradients are NaN or infinite; null as declared.</summary>
    public NotFiniteHandling? NotFinite { get; init; }

    /// <summary>Number of steps that skip may leave out in a run before it stops; null as declared.</summary>
    public int? NotFiniteLimit { get; init; }

    /// <summary>
    /// Whether train writes losses and metrics as TensorBoard reads them, into the folder tensorboard of the run; null as declared.
    /// </summary>
    public bool? TrackTensorboard { get; init; }

    /// <summary>
    /// Address of an MLflow server to which train sends options, losses and metrics, for example http://localhost:5000; none for none; null
    /// as declared.
    /// </summary>
    public string? TrackMlflow { get; init; }

    /// <summary>The declared options with what differs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal TrainingOptions Resolve(TrainingOptions declared) => declared with
    {
        Epochs = Check(nameof(Epochs), Epochs) ?? declared.Epochs,
        BatchSize = Check(nameof(BatchSize), BatchSize) ?? declared.BatchSize,
        LearningRate = Check(nameof(LearningRate), LearningRate) ?? declared.LearningRate,
        WeightDecay = Check(nameof(WeightDecay), WeightDecay) ?? declared.WeightDecay,
        GradientClipping = Check(nameof(GradientClipping), GradientClipping) ?? declared.GradientClipping,
        Precision = Check(nameof(Precision), Precision) ?? declared.Precision,
        Optimizer = Check(nameof(Optimizer), Optimizer) ?? declared.Optimizer,
        Beta1 = Check(nameof(Beta1), Beta1) ?? declared.Beta1,
        Beta2 = Check(nameof(Beta2), Beta2) ?? declared.Beta2,
        Epsilon = Check(nameof(Epsilon), Epsilon) ?? declared.Epsilon,
        Momentum = Check(nameof(Momentum), Momentum) ?? declared.Momentum,
        EncoderLearningRate = Check(nameof(EncoderLearningRate), EncoderLearningRate) ?? declared.EncoderLearningRate,
        Schedule = Check(nameof(Schedule), Schedule) ?? declared.Schedule,
        Warmup = Check(nameof(Warmup), Warmup) ?? declared.Warmup,
        ScheduleMinimum = Check(nameof(ScheduleMinimum), ScheduleMinimum) ?? declared.ScheduleMinimum,
        ScheduleEvery = Check(nameof(ScheduleEvery), ScheduleEvery) ?? declared.ScheduleEvery,
        ScheduleFactor = Check(nameof(ScheduleFactor), ScheduleFactor) ?? declared.ScheduleFactor,
        SchedulePatience = Check(nameof(SchedulePatience), SchedulePatience) ?? declared.SchedulePatience,
        SchedulePeak = Check(nameof(SchedulePeak), SchedulePeak) ?? declared.SchedulePeak,
        BestMetric = Check(nameof(BestMetric), BestMetric) ?? declared.BestMetric,
        BestKeep = Check(nameof(BestKeep), BestKeep) ?? declared.BestKeep,
        StopPatience = Check(nameof(StopPatience), StopPatience) ?? declared.StopPatience,
        StopMetric = Check(nameof(StopMetric), StopMetric) ?? declared.StopMetric,
        StopMinDelta = Check(nameof(StopMinDelta), StopMinDelta) ?? declared.StopMinDelta,
        Average = Check(nameof(Average), Average) ?? declared.Average,
        AverageDecay = Check(nameof(AverageDecay), AverageDecay) ?? declared.AverageDecay,
        AverageStart = Check(nameof(AverageStart), AverageStart) ?? declared.AverageStart,
        CalibrateTemperature = Check(nameof(CalibrateTemperature), CalibrateTemperature) ?? declared.CalibrateTemperature,
        ThresholdMetric = Check(nameof(ThresholdMetric), ThresholdMetric) ?? declared.ThresholdMetric,
        Accumulation = Check(nameof(Accumulation), Accumulation) ?? declared.Accumulation,
        Sampling = Check(nameof(Sampling), Sampling) ?? declared.Sampling,
        LabelSmoothing = Check(nameof(LabelSmoothing), LabelSmoothing) ?? declared.LabelSmoothing,
        Focal = Check(nameof(Focal), Focal) ?? declared.Focal,
        CheckpointEvery = Check(nameof(CheckpointEvery), CheckpointEvery) ?? declared.CheckpointEvery,
        TimeLimit = Check(nameof(TimeLimit), TimeLimit) ?? declared.TimeLimit,
        NotFinite = Check(nameof(NotFinite), NotFinite) ?? declared.NotFinite,
        NotFiniteLimit = Check(nameof(NotFiniteLimit), NotFiniteLimit) ?? declared.NotFiniteLimit,
        TrackTensorboard = Check(nameof(TrackTensorboard), TrackTensorboard) ?? declared.TrackTensorboard,
        TrackMlflow = Check(nameof(TrackMlflow), TrackMlflow) ?? declared.TrackMlflow,
    };
}
