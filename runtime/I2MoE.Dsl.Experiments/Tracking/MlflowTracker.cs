using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Tracking;

/// <summary>
/// Shows a run on a server of MLflow: its options as parameters, the numbers of every epoch as metrics, how it ended as its status. What cannot be sent
/// is kept, and sent with a later epoch; a server that does not answer is asked again after half a minute at the earliest, so that it costs a training
/// hardly any time.
/// </summary>
/// <param name="address">The address of the server.</param>
/// <param name="folder">The folder of the run.</param>
/// <param name="warn">Says what goes wrong.</param>
internal sealed class MlflowTracker(Uri address, RunFolder folder, Action<string> warn) : IRunTracker
{
    // The bounds of log-batch.
    private const int MostMetrics = 1000;
    private const int MostParameters = 100;
    private const int LongestValue = 500;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    private readonly MlflowClient _client = new(address);
    private readonly List<MlflowMessages.Metric> _pending = [];
    private RunRecord? _record;
    private IReadOnlyList<KeyValuePair<string, string>> _options = [];
    private string? _run;
    private long _silentSince = long.MinValue;

    /// <inheritdoc/>
    public RunRecord Begin(RunRecord record, IReadOnlyList<KeyValuePair<string, string>> options)
    {
        _record = record;
        _options = options;
        Try(Connect);
        return record with { MlflowRun = _run ?? record.MlflowRun };
    }

    /// <inheritdoc/>
    public void Completed(EpochResult epoch)
    {
        Add(TrackedNumbers.Of(epoch), epoch.Epoch);
        Try(SendPending);
    }

    /// <inheritdoc/>
    public void End(RunStatus status, IReadOnlyList<MetricValue> test, int step)
    {
        Add(TrackedNumbers.Named("test", test), step);
        _silentSince = long.MinValue;
        bool isSent = Try(() =>
        {
            SendPending();
            string word = status switch { RunStatus.Finished => "FINISHED", RunStatus.Cancelled => "KILLED", _ => "FAILED" };
            _client.Post("runs/update", new MlflowMessages.UpdateRun(_run!, word, Now), MlflowJson.Default.UpdateRun);
        });
        if (!isSent)
        {
            warn($"track.mlflow: not all of the run is on {address}; its folder has everything.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private void Add(IEnumerable<MetricValue> numbers, int step) =>
        _pending.AddRange(numbers.Select(number => new MlflowMessages.Metric(Name(number.Name), number.Value, Now, step)));

    // What MLflow takes in a name.
    private static string Name(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || "_-. /".Contains(c, StringComparison.Ordinal) ? c : '_'));

    // The run of the server, which is made where this one is new there.
    private void Connect()
    {
        if (_run is not null)
        {
            return;
        }

        if (_record!.MlflowRun is { } known)
        {
            try
            {
                _client.Post("runs/update", new MlflowMessages.UpdateRun(known, "RUNNING", EndTime: null), MlflowJson.Default.UpdateRun);
                _run = known;
                return;
            }
            catch (MlflowException e) when (e.Code == "RESOURCE_DOES_NOT_EXIST")
            {
                // It was deleted there since.
            }
        }

        var create = new MlflowMessages.CreateRun(
            ExperimentId(_record.Experiment), Path.GetFileName(folder.Path), _record.Started.ToUnixTimeMilliseconds(), [.. Tags(_record)]);
        string run = _client.Post("runs/create", create, MlflowJson.Default.CreateRun, MlflowJson.Default.RunAnswer).Run.Info.RunId;
        foreach (KeyValuePair<string, string>[] options in _options.Chunk(MostParameters))
        {
            MlflowMessages.Pair[] parameters = [.. options.Select(option => new MlflowMessages.Pair(Name(option.Key), Shortened(option.Value)))];
            _client.Post("runs/log-batch", new MlflowMessages.LogBatch(run, Metrics: null, parameters), MlflowJson.Default.LogBatch);
        }

        _run = run;
    }

    private static string Shortened(string value) => value.Length <= LongestValue ? value : value[..(LongestValue - 1)] + "…";

    private string ExperimentId(string name)
    {
        string query = "experiments/get-by-name?experiment_name=" + Uri.EscapeDataString(name);
        try
        {
            return Found();
        }
        catch (MlflowException e) when (e.Code == "RESOURCE_DOES_NOT_EXIST")
        {
            try
            {
                return _client.Post("experiments/create", new MlflowMessages.CreateExperiment(name), MlflowJson.Default.CreateExperiment, MlflowJson.Default.ExperimentAnswer).ExperimentId!;
            }
            catch (MlflowException made) when (made.Code == "RESOURCE_ALREADY_EXISTS")
            {
                // Another run made it in between.
                return Found();
            }
        }

        string Found()
        {
            MlflowMessages.ExperimentBody experiment = _client.Get(query, MlflowJson.Default.ExperimentAnswer).Experiment
                ?? throw new MlflowException("its answer is not what a server of MLflow says, so the address may be wrong");
            return experiment.LifecycleStage == "deleted"
                ? throw new MlflowException($"its experiment {name} is deleted; restore it there, or give this one another name")
                : experiment.ExperimentId;
        }
    }

    private IEnumerable<MlflowMessages.Pair> Tags(RunRecord record)
    {
        yield return new("mlflow.source.name", "i2moe train");
        yield return new("mlflow.source.type", "LOCAL");
        yield return new("mlflow.user", Environment.UserName);
        if (record.Commit is { } commit)
        {
            yield return new("mlflow.source.git.commit", commit.Split('-')[0]);
        }

        yield return new("i2moe.folder", folder.Path);
        yield return new("i2moe.model", record.Model);
        if (record.Data is { } data)
        {
            yield return new("i2moe.data", data);
        }
    }

    private void SendPending()
    {
        Connect();
        while (_pending.Count > 0)
        {
            MlflowMessages.Metric[] metrics = [.. _pending.Take(MostMetrics)];
            _client.Post("runs/log-batch", new MlflowMessages.LogBatch(_run!, metrics, Params: null), MlflowJson.Default.LogBatch);
            _pending.RemoveRange(0, metrics.Length);
        }
    }

    private bool Try(Action send)
    {
        if (_silentSince != long.MinValue && Environment.TickCount64 - _silentSince < s_pause.TotalMilliseconds)
        {
            return false;
        }

        try
        {
            send();
            _silentSince = long.MinValue;
            return true;
        }
        catch (MlflowException e)
        {
            _silentSince = Environment.TickCount64;
            warn($"track.mlflow: {address}: {e.Message}. The run goes on, and its folder has everything.");
            return false;
        }
    }
}
