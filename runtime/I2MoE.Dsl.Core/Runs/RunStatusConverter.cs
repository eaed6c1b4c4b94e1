using System.Text.Json;
using System.Text.Json.Serialization;

namespace I2MoE.Dsl.Runs;

/// <summary>The status of a run in its file: <c>running</c>, <c>finished</c>.</summary>
internal sealed class RunStatusConverter() : JsonStringEnumConverter<RunStatus>(JsonNamingPolicy.SnakeCaseLower);
