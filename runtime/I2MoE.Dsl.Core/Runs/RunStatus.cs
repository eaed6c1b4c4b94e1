using System.Text.Json.Serialization;

namespace I2MoE.Dsl.Runs;

/// <summary>How far a run came.</summary>
[JsonConverter(typeof(RunStatusConverter))]
internal enum RunStatus
{
    /// <summary>It trains, or its process was ended from outside.</summary>
    Running,

    /// <summary>It was cancelled with Ctrl-C.</summary>
    Cancelled,

    /// <summary>It failed, for example because its losses diverged.</summary>
    Failed,

    /// <summary>It has weights and metrics.</summary>
    Finished,
}
