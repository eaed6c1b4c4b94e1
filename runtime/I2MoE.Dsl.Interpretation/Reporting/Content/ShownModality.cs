using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>A modality of a sample as it can be shown.</summary>
/// <param name="Modality">Its name.</param>
/// <param name="Kind">How it is shown: <c>image</c>, <c>words</c>, <c>features</c>, or <c>none</c> where it cannot be shown.</param>
/// <param name="Image">A PNG, for an image; otherwise null.</param>
/// <param name="Words">The words that are present, for a bag of words; otherwise null.</param>
/// <param name="Features">Named features with their values before standardisation; otherwise null.</param>
/// <param name="Note">What cannot be shown, in words; otherwise null.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ShownModality(
    string Modality,
    string Kind,
    byte[]? Image = null,
    IReadOnlyList<string>? Words = null,
    IReadOnlyList<KeyValuePair<string, double>>? Features = null,
    string? Note = null);
