using System.Text.Json;
using System.Text.Json.Serialization;

namespace I2MoE.Dsl.Runs;

/// <summary>The JSON files of a run. Written by the compiler: a trimmed program, or one that is a single file, has no reflection for it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RunHolder))]
[JsonSerializable(typeof(PreprocessingDocument))]
internal sealed partial class RunJson : JsonSerializerContext;
