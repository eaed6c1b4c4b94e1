using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Tracking;

/// <summary>Shows a run elsewhere than in its folder. Nothing that goes wrong there ends the run.</summary>
internal interface IRunTracker : IDisposable
{
    /// <summary>The run begins, or goes on.</summary>
    /// <param name="record">What it is.</param>
    /// <param name="options">Every option of the experiment by its key, as text.</param>
    /// <returns>The record with what the tracker is to find again when the run goes on.</returns>
    RunRecord Begin(RunRecord record, IReadOnlyList<KeyValuePair<string, string>> options);

    /// <summary>An epoch was finished.</summary>
    void Completed(EpochResult epoch);

    /// <summary>The run ended.</summary>
    /// <param name="status">How.</param>
    /// <param name="test">The metrics of the test part; none where it was not finished.</param>
    /// <param name="step">The epoch that they belong to.</param>
    void End(RunStatus status, IReadOnlyList<MetricValue> test, int step);
}
