using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation;

/// <summary>What one expert adds to the prediction of one sample (paper, figure 3).</summary>
/// <param name="Expert">The name of the expert.</param>
/// <param name="Weight">Its weight w for this sample, 0 to 1; the weights of all experts sum to 1.</param>
/// <param name="Logits">Its own output y, [O]: logits, or the value for regression.</param>
/// <param name="Contribution">w * y, [O]; the contributions of all experts sum to the prediction.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ExpertContribution(string Expert, double Weight, IReadOnlyList<double> Logits, IReadOnlyList<double> Contribution);
