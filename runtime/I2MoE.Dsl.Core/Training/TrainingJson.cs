using System.Text.Json.Serialization;
using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Training;

/// <summary>What checkpoints hold as JSON. Written by the compiler: a trimmed program, or one that is a single file, has no reflection for it.</summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(ConfusionMatrixConverter)])]
[JsonSerializable(typeof(EpochHistory.Entry[]))]
[JsonSerializable(typeof(LossValue[]))]
[JsonSerializable(typeof(ClassificationMetrics))]
[JsonSerializable(typeof(MultiLabelMetrics))]
[JsonSerializable(typeof(RegressionMetrics))]
[JsonSerializable(typeof(CountMetrics))]
[JsonSerializable(typeof(OrdinalMetrics))]
[JsonSerializable(typeof(SurvivalMetrics))]
[JsonSerializable(typeof(ConfusionMatrixConverter.Matrix))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TrainingJson : JsonSerializerContext;
