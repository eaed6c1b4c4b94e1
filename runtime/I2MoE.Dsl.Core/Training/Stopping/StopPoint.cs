using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Training.Stopping;

/// <summary>Where a run is after an epoch.</summary>
/// <param name="Validations">The metrics on the validation part of every finished epoch, at least one.</param>
/// <param name="Elapsed">The time that was spent, before an interruption too.</param>
public readonly record struct StopPoint(IReadOnlyList<TaskMetrics> Validations, TimeSpan Elapsed);
