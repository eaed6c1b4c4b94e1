using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>How well the whole model, one of its experts or the vanilla baseline predicts.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Kind"><c>model</c>, <c>expert</c> or <c>baseline</c>.</param>
/// <param name="Metrics">Every metric of the task with its interval, the score first.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record PredictorScore(string Name, string Kind, IReadOnlyList<MetricInterval> Metrics);
