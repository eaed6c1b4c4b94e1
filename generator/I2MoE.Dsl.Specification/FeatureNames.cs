namespace I2MoE.Dsl.Specification;

/// <summary>What the features of a modality are called.</summary>
/// <param name="Modality">The name of the modality.</param>
/// <param name="Names">A name for every feature; or, with <paramref name="IsFile"/>, the one text file that has them.</param>
/// <param name="IsFile">Whether the names stand in a file, one on each line.</param>
public sealed record FeatureNames(string Modality, EquatableArray<string> Names, bool IsFile = false);
