using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Uncertainty;

/// <summary>What is right of what is kept when the least sure samples are left out.</summary>
/// <param name="Kept">The share of all samples that is kept.</param>
/// <param name="Samples">How many samples of the group are among them.</param>
/// <param name="Right">The share of those that is right; NaN of none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SelectivePoint(double Kept, int Samples, double Right);
