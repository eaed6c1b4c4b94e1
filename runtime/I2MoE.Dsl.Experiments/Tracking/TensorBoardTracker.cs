using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Experiments.Tracking;

/// <summary>Writes the numbers of every epoch as TensorBoard reads them, into the folder <c>tensorboard</c> of the run.</summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="warn">Says what goes wrong.</param>
internal sealed class TensorBoardTracker(RunFolder folder, Action<string> warn) : IRunTracker
{
    private SummaryWriter? _writer;

    /// <inheritdoc/>
    public RunRecord Begin(RunRecord record, IReadOnlyList<KeyValuePair<string, string>> options)
    {
        Try(() =>
        {
            Directory.CreateDirectory(folder.TensorBoardFolder);
            _writer = torch.utils.tensorboard.SummaryWriter(folder.TensorBoardFolder);
            string table = string.Concat(options.Select(option => $"    {option.Key}: {option.Value}\n"));
            _writer.add_text("experiment", table, 0);
        });
        return record;
    }

    /// <inheritdoc/>
    public void Completed(EpochResult epoch) => Add(TrackedNumbers.Of(epoch), epoch.Epoch);

    /// <inheritdoc/>
    public void End(RunStatus status, IReadOnlyList<MetricValue> test, int step) => Add(TrackedNumbers.Named("test", test), step);

    /// <inheritdoc/>
    public void Dispose() => _writer = null;

    private void Add(IEnumerable<MetricValue> numbers, int step) => Try(() =>
    {
        foreach (MetricValue number in numbers)
        {
            _writer?.add_scalar(number.Name, (float)number.Value, step);
        }
    });

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _writer = null;
            warn($"track.tensorboard: {e.Message} The run goes on without it.");
        }
    }
}
