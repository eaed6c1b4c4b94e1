using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>What would be predicted of a sample if one of its values were another one.</summary>
/// <param name="Value">The other value, in the units of the data: one that the feature has in the training part.</param>
/// <param name="Outputs">The prediction, [O].</param>
/// <param name="Weights">The weights of the experts, [E].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ChangedValue(double Value, double[] Outputs, double[] Weights);
