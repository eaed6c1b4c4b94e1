namespace I2MoE.Dsl.Experiments.Tracking;

/// <summary>What goes to and comes from an MLflow server, REST API 2.0.</summary>
internal static class MlflowMessages
{
    /// <summary>A key with its value.</summary>
    internal sealed record Pair(string Key, string Value);

    /// <summary>A number at a step, with the time in milliseconds since 1970.</summary>
    internal sealed record Metric(string Key, double Value, long Timestamp, long Step);

    /// <summary><c>experiments/create</c>.</summary>
    internal sealed record CreateExperiment(string Name);

    /// <summary><c>runs/create</c>.</summary>
    internal sealed record CreateRun(string ExperimentId, string RunName, long StartTime, IReadOnlyList<Pair> Tags);

    /// <summary><c>runs/log-batch</c>.</summary>
    internal sealed record LogBatch(string RunId, IReadOnlyList<Metric>? Metrics, IReadOnlyList<Pair>? Params);

    /// <summary><c>runs/set-tag</c>.</summary>
    internal sealed record SetTag(string RunId, string Key, string Value);

    /// <summary><c>runs/update</c>.</summary>
    internal sealed record UpdateRun(string RunId, string Status, long? EndTime);

    /// <summary>The answer about an experiment: the id alone where it was made, all of it where it was asked for.</summary>
    internal sealed record ExperimentAnswer(string? ExperimentId, ExperimentBody? Experiment);

    /// <summary>An experiment.</summary>
    internal sealed record ExperimentBody(string ExperimentId, string? LifecycleStage);

    /// <summary>The answer about a run.</summary>
    internal sealed record RunAnswer(RunBody Run);

    /// <summary>A run.</summary>
    internal sealed record RunBody(RunInfo Info);

    /// <summary>What a run is.</summary>
    internal sealed record RunInfo(string RunId);

    /// <summary>Why something was refused.</summary>
    internal sealed record Problem(string? ErrorCode, string? Message);
}
