using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Training;

/// <summary>How a model does on a data set.</summary>
/// <param name="Metrics">The metrics of its predictions.</param>
/// <param name="MeanWeights">The mean weight of every expert over the samples, by name in the order of the experts; empty for the vanilla baseline.</param>
public sealed record EvaluationResult(ClassificationMetrics Metrics, IReadOnlyDictionary<string, double> MeanWeights);
