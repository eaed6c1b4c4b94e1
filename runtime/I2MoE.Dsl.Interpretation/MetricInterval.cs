using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation;

/// <summary>A metric with its confidence interval.</summary>
/// <param name="Name">What it is, for example <c>accuracy</c>.</param>
/// <param name="Value">Its value on all samples; NaN where it is not defined.</param>
/// <param name="Low">The lower end of the 95 % interval; NaN where it is not defined.</param>
/// <param name="High">The upper end of the 95 % interval.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record MetricInterval(string Name, double Value, double Low, double High);
