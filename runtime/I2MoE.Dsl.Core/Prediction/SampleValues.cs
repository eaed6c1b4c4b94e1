namespace I2MoE.Dsl.Prediction;

/// <summary>One sample that was checked, copied from what the caller gave.</summary>
/// <param name="Features">The values of each modality in the order of the model; null where it takes token ids.</param>
/// <param name="Tokens">The token ids of each modality; null where it takes features.</param>
/// <param name="Missing">The modalities without any value.</param>
internal sealed record SampleValues(float[]?[] Features, long[]?[] Tokens, IReadOnlyList<string> Missing);
