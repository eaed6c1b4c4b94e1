// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl.Training;

/// <summary>The values of the options of training by their names in C#, every one.</summary>
internal static class TrainingOptionValues
{
    /// <summary>The values.</summary>
    public static IReadOnlyList<(string Option, object Value)> Of(TrainingOptions options) =>
    [
        (nameof(options.Epochs), options.Epochs),
        (nameof(options.BatchSize), options.BatchSize),
        (nameof(options.LearningRate), options.LearningRate),
        (nameof(options.WeightDecay), options.WeightDecay),
        (nameof(options.GradientClipping), options.GradientClipping),
        (nameof(options.Precision), options.Precision),
        (nameof(options.Optimizer), options.Optimizer),
        (nameof(options.Beta1), options.Beta1),
        (nameof(options.Beta2), options.Beta2),
        (nameof(options.Epsilon), options.Epsilon),
        (nameof(options.Momentum), options.Momentum),
        (nameof(options.EncoderLearningRate), options.EncoderLearningRate),
        (nameof(options.Schedule), options.Schedule),
        (nameof(options.Warmup), options.Warmup),
        (nameof(options.ScheduleMinimum), options.ScheduleMinimum),
        (nameof(options.ScheduleEvery), options.ScheduleEvery),
        (nameof(options.ScheduleFactor), options.ScheduleFactor),
        (nameof(options.SchedulePatience), options.SchedulePatience),
        (nameof(options.SchedulePeak), options.SchedulePeak),
        (nameof(options.BestMetric), options.BestMetric),
        (nameof(options.BestKeep), options.BestKeep),
        (nameof(options.StopPatience), options.StopPatience),
        (nameof(options.StopMetric), options.StopMetric),
        (nameof(options.StopMinDelta), options.StopMinDelta),
        (nameof(options.Average), options.Average),
        (nameof(options.AverageDecay), options.AverageDecay),
        (nameof(options.AverageStart), options.AverageStart),
        (nameof(options.CalibrateTemperature), options.CalibrateTemperature),
        (nameof(options.ThresholdMetric), options.ThresholdMetric),
        (nameof(options.Accumulation), options.Accumulation),
        (nameof(options.Sampling), options.Sampling),
        (nameof(options.LabelSmoothing), options.LabelSmoothing),
        (nameof(options.Focal), options.Focal),
        (nameof(options.CheckpointEvery), options.CheckpointEvery),
        (nameof(options.TimeLimit), options.TimeLimit),
        (nameof(options.NotFinite), options.NotFinite),
        (nameof(options.NotFiniteLimit), options.NotFiniteLimit),
        (nameof(options.TrackTensorboard), options.TrackTensorboard),
        (nameof(options.TrackMlflow), options.TrackMlflow),
    ];
}
