using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation;

/// <summary>A point of a curve of robustness.</summary>
/// <param name="Share">The share of the samples with the modality that lose it, 0 to 1.</param>
/// <param name="Score">The score of the task on all samples; NaN where it is not defined.</param>
/// <param name="Loss">The task loss on all samples, without class weights.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record RobustnessPoint(double Share, double Score, double Loss);
