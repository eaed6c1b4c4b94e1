using I2MoE.Dsl.Training.Schedules;
using I2MoE.Dsl.Training.Stopping;

namespace I2MoE.Dsl.Training;

/// <summary>What a run is made of beside its steps: the declared options and what the program adds go through the same interfaces.</summary>
/// <param name="Schedule">How the learning rate goes on.</param>
/// <param name="StopRules">What may end the run early.</param>
/// <param name="Observers">Those who follow it.</param>
internal sealed record TrainingSeams(ISchedule Schedule, IReadOnlyList<IStopRule> StopRules, IReadOnlyList<ITrainingObserver> Observers) : IDisposable
{
    private WeightAverage? _average;

    /// <summary>Those of a run.</summary>
    public static TrainingSeams Of(TrainingOptions options, TrainerOptions run)
    {
        WeightAverage? average = options.Average == WeightAveraging.None ? null : new WeightAverage(options);
        IEnumerable<IStopRule> stops = options.StopPatience > 0 ? [new PatienceRule(options.StopPatience, options.StopMetric, options.StopMinDelta)] : [];
        return new TrainingSeams(
            run.CustomSchedule ?? DeclaredSchedule.Of(options),
            [.. stops, .. run.StopRules],
            average is null ? run.Observers : [average, .. run.Observers])
        {
            _average = average,
        };
    }

    /// <summary>Whether what is done in a step depends on the number of epochs.</summary>
    public bool DependsOnEpochs(TrainingOptions options) => Schedule.DependsOnEpochs || options.Average == WeightAveraging.Swa;

    /// <summary>Why the run ends after these epochs; null where it goes on.</summary>
    public string? StopReason(IReadOnlyList<EpochResult> epochs, TimeSpan elapsed)
    {
        if (epochs.Count == 0)
        {
            return null;
        }

        var point = new StopPoint([.. epochs.Select(epoch => epoch.Validation)], elapsed);
        return StopRules.Select(rule => rule.Reason(point)).FirstOrDefault(reason => reason is not null);
    }

    /// <inheritdoc/>
    public void Dispose() => _average?.Dispose();
}
