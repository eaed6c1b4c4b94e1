using System.ComponentModel;

namespace I2MoE.Dsl.Metrics;

/// <summary>A metric with its name.</summary>
/// <param name="Name">What it is, for example <c>macro F1</c>.</param>
/// <param name="Value">Its value; NaN where it is not defined.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MetricValue(string Name, double Value);
