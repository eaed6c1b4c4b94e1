using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Uncertainty;

/// <summary>How often conformal sets hold the truth of some samples.</summary>
/// <param name="Method"><c>overall</c>: one limit for all classes; <c>by class</c> or <c>by label</c>: one for each; <c>interval</c>: of numbers; <c>lower bound</c>: of times to an event.</param>
/// <param name="Kind"><c>all</c>, <c>class</c>, <c>label</c> or <c>present</c>.</param>
/// <param name="Group">All samples, the class, the label, or the modalities that are present.</param>
/// <param name="Calibrated">How many samples the limit comes from.</param>
/// <param name="Samples">How many samples are counted.</param>
/// <param name="Coverage">The share whose truth is in its set, with the 95 % interval of Wilson; without it for labels together, which are not independent.</param>
/// <param name="Size">The mean number of classes in a set, of values of a label (1: certain, 2: open), the width of the interval, or the lower bound.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ConformalCoverage(string Method, string Kind, string Group, int Calibrated, int Samples, MetricInterval Coverage, double Size);
