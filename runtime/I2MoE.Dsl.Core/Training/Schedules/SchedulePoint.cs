using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Training.Schedules;

/// <summary>Where a run is before a step.</summary>
/// <param name="Step">The steps of the optimizer before it, from 0.</param>
/// <param name="StepsPerEpoch">The steps of an epoch, at least 1.</param>
/// <param name="Epochs">The number of epochs of the run.</param>
/// <param name="Validations">The metrics on the validation part of every finished epoch.</param>
public readonly record struct SchedulePoint(long Step, long StepsPerEpoch, int Epochs, IReadOnlyList<TaskMetrics> Validations)
{
    /// <summary>The steps of the whole run.</summary>
    public long Steps => StepsPerEpoch * Epochs;

    /// <summary>The epoch, from 0.</summary>
    public long Epoch => Step / StepsPerEpoch;
}
