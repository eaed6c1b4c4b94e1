using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>The weights of the experts over a group of samples.</summary>
/// <param name="Group">The group.</param>
/// <param name="Experts">The distribution of every expert's weight, [E].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record GroupWeights(SampleGroup Group, IReadOnlyList<WeightDistribution> Experts);
