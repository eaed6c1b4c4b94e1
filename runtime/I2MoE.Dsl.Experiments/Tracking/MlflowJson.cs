using System.Text.Json.Serialization;

namespace I2MoE.Dsl.Experiments.Tracking;

/// <summary>What goes to and comes from an MLflow server, REST API 2.0. Written by the compiler, as the other JSON of runs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MlflowMessages.CreateExperiment))]
[JsonSerializable(typeof(MlflowMessages.CreateRun))]
[JsonSerializable(typeof(MlflowMessages.LogBatch))]
[JsonSerializable(typeof(MlflowMessages.SetTag))]
[JsonSerializable(typeof(MlflowMessages.UpdateRun))]
[JsonSerializable(typeof(MlflowMessages.ExperimentAnswer))]
[JsonSerializable(typeof(MlflowMessages.RunAnswer))]
[JsonSerializable(typeof(MlflowMessages.Problem))]
internal sealed partial class MlflowJson : JsonSerializerContext;
