using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>What one value of a sample adds to an expert.</summary>
/// <param name="Modality">Its modality.</param>
/// <param name="Feature">Its name, or its place.</param>
/// <param name="Attribution">What it adds to the output.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record FeatureScore(string Modality, string Feature, double Attribution);
