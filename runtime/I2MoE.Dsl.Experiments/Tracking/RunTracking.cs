using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Tracking;

/// <summary>The trackers of a run, as its options ask for them.</summary>
internal sealed class RunTracking : IProgress<TrainingProgress>, IDisposable
{
    private readonly IReadOnlyList<IRunTracker> _trackers;

    /// <summary>Makes them.</summary>
    /// <param name="options">The options of training.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="warn">Says what goes wrong.</param>
    public RunTracking(TrainingOptions options, RunFolder folder, Action<string> warn) => _trackers =
    [
        .. options.TrackTensorboard ? [new TensorBoardTracker(folder, warn)] : (IRunTracker[])[],
        .. options.TrackMlflow is { Length: > 0 } address ? [new MlflowTracker(new Uri(address), folder, warn)] : (IRunTracker[])[],
    ];

    /// <summary>What else hears of the training; null for nothing.</summary>
    public IProgress<TrainingProgress>? Then { get; set; }

    /// <inheritdoc cref="IRunTracker.Begin"/>
    public RunRecord Begin(RunRecord record, IReadOnlyList<KeyValuePair<string, string>> options) =>
        _trackers.Aggregate(record, (sofar, tracker) => tracker.Begin(sofar, options));

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Then?.Report(value);
        if (value.Completed is { } epoch)
        {
            foreach (IRunTracker tracker in _trackers)
            {
                tracker.Completed(epoch);
            }
        }
    }

    /// <inheritdoc cref="IRunTracker.End"/>
    public void End(RunStatus status, IReadOnlyList<MetricValue> test, int step)
    {
        foreach (IRunTracker tracker in _trackers)
        {
            tracker.End(status, test, step);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IRunTracker tracker in _trackers)
        {
            tracker.Dispose();
        }
    }
}
