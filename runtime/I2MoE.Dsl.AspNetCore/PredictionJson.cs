using System.Text.Json;
using System.Text.Json.Serialization;
using I2MoE.Dsl.Prediction;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>Writes what is answered without reflection, as a trimmed program needs it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SampleAnswer))]
[JsonSerializable(typeof(SampleAnswer[]))]
[JsonSerializable(typeof(ModelDocument))]
[JsonSerializable(typeof(Dictionary<string, float[]>))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class PredictionJson : JsonSerializerContext;
