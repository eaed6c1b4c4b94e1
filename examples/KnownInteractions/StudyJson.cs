using System.Text.Json.Serialization;

namespace KnownInteractions;

/// <summary>The lines of the results as JSON, written by the compiler.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(StudyRun))]
internal sealed partial class StudyJson : JsonSerializerContext;
