using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training.Stopping;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>Ends a trial that another process has taken, as it may where this one stood still for longer than others wait.</summary>
/// <param name="taken">That this process has the trial.</param>
internal sealed class LostTrialRule(RunLock taken) : IStopRule
{
    /// <inheritdoc/>
    public string? Reason(StopPoint point) => taken.IsLost ? "another process has taken the trial" : null;
}
