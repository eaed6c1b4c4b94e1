using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation;

/// <summary>What is known about the samples of a class, about a label, or about the samples that have the same modalities.</summary>
/// <param name="Kind"><c>class</c>, <c>label</c> or <c>present</c>.</param>
/// <param name="Name">Its name, or those of the modalities.</param>
/// <param name="Samples">The number of samples: those of the class or with the modalities, or all for a label.</param>
/// <param name="Known">How much better than the prior the whole model predicts them, in the unit of the findings, with its 95 % interval.</param>
/// <param name="IsKnown">Whether that is above 0 by more than <see cref="InteractionFindings.SureFrom"/> standard errors.</param>
/// <param name="Shares">The share of each expert's interaction; all 0 where nothing is known.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record GroupFinding(string Kind, string Name, int Samples, MetricInterval Known, bool IsKnown, IReadOnlyList<double> Shares);
