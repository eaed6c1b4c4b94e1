using System.Text.Json.Serialization;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>How far a trial of a sweep came.</summary>
[JsonConverter(typeof(TrialStatusConverter))]
internal enum TrialStatus
{
    /// <summary>It trains, or was stopped: it is trained again.</summary>
    Running,

    /// <summary>It was trained to its end.</summary>
    Finished,

    /// <summary>Halving ended it.</summary>
    Halved,

    /// <summary>It could not be trained.</summary>
    Failed,
}
