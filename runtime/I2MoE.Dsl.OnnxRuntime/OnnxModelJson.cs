using System.Text.Json.Serialization;

namespace I2MoE.Dsl.OnnxRuntime;

/// <summary>Reads what a file says without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OnnxModelInfo))]
internal sealed partial class OnnxModelJson : JsonSerializerContext;
