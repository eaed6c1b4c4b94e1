using System.Text.Json;
using System.Text.Json.Serialization;

namespace I2MoE.Dsl.Data.Cache;

/// <summary>The manifest as JSON, written by the compiler for programs without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CacheManifest))]
internal sealed partial class CacheJson : JsonSerializerContext;
