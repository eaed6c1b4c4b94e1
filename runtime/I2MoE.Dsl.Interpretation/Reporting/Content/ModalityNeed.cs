using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>How much the model needs a modality: what masking it does to the shown samples that have it.</summary>
/// <param name="Modality">The modality.</param>
/// <param name="Changed">The share of samples and draws in which something else is decided, 0 to 1.</param>
/// <param name="Right">The share of samples that are right with the mean output over the draws, 0 to 1.</param>
/// <param name="Weights">The mean weights of the experts, [E].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ModalityNeed(string Modality, double Changed, double Right, double[] Weights);
