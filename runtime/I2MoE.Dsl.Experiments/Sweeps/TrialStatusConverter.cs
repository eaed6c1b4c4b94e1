using System.Text.Json;
using System.Text.Json.Serialization;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>The status of a trial in its file: <c>finished</c>, <c>halved</c>.</summary>
internal sealed class TrialStatusConverter() : JsonStringEnumConverter<TrialStatus>(JsonNamingPolicy.SnakeCaseLower);
