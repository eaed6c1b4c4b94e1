using System.Text.Json;
using System.Text.Json.Serialization;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>The JSON files of a sweep. Written by the compiler, as those of a run.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SweepRecord))]
[JsonSerializable(typeof(Trial))]
internal sealed partial class SweepJson : JsonSerializerContext;
