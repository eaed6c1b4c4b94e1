using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation;

/// <summary>What becomes of a sample's prediction when the embedding of one modality, or of several, is replaced as in training.</summary>
/// <param name="Modality">The modality that is replaced; several with a plus between them.</param>
/// <param name="Outputs">The prediction, [O]; the mean over the draws of the replacement.</param>
/// <param name="Weights">The weights of the experts, [E]; the mean over the draws.</param>
/// <param name="Experts">The outputs of the experts, [E][O]; the mean over the draws.</param>
/// <param name="Changed">The share of draws in which something else is decided than without masking, 0 to 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record MaskingEffect(string Modality, double[] Outputs, double[] Weights, IReadOnlyList<double[]> Experts, double Changed);
