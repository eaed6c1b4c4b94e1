using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>What would be predicted of a sample if one feature had other values, all else being as it is.</summary>
/// <param name="Modality">The modality of the feature.</param>
/// <param name="Feature">Its name, or its place.</param>
/// <param name="Value">The value that the sample has, in the units of the data.</param>
/// <param name="Changes">The other values, ascending, with what is predicted then.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record FeatureResponse(string Modality, string Feature, double Value, IReadOnlyList<ChangedValue> Changes);
