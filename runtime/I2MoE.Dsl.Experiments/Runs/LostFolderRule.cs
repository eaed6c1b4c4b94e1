using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training.Stopping;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Ends a run whose folder another process has taken, as it may where this one stood still for longer than others wait.</summary>
/// <param name="folder">The folder.</param>
/// <param name="taken">That this process had it.</param>
internal sealed class LostFolderRule(RunFolder folder, RunLock taken) : IStopRule
{
    /// <inheritdoc/>
    public string? Reason(StopPoint point) => taken.IsLost
        ? throw new ExperimentException($"Another process has taken the run in {folder.Path}, since this one stood still for minutes, and goes on with it. This one has ended, and changes nothing more there.")
        : null;
}
