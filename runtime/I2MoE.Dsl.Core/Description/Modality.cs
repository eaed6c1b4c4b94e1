namespace I2MoE.Dsl;

/// <summary>A handle to an input modality of a model: its name, place and shape.</summary>
/// <param name="Name">The name, which is the name of its property.</param>
/// <param name="Index">Its place among the modalities, which is also the place of its uniqueness expert.</param>
/// <param name="Shape">The shape of one sample, without the batch dimension.</param>
/// <param name="Encoder">The kind of its encoder, for example <c>linear</c>.</param>
/// <param name="Vocabulary">The number of token ids where its values are token ids, int64; null where they are features, float32.</param>
public sealed record Modality(string Name, int Index, IReadOnlyList<int> Shape, string Encoder, int? Vocabulary = null)
{
    /// <summary>Whether its encoder keeps the parameters that it begins with. Default: false.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether samples may lack it. Default: false.</summary>
    public bool IsOptional { get; init; }

    /// <summary>
    /// Whether every sample, a sequence [T, F], has a length of its own: steps at its end whose values are all NaN are no part of it. Default: false.
    /// </summary>
    public bool HasOwnLength { get; init; }

    /// <summary>How training changes its pictures; null (default) where it does not.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <summary>How levels of categories among its features become vectors; null (default) where every level is a feature like others.</summary>
    public CategoryEmbedding? Categories { get; init; }

    /// <summary>The shape of what its encoder takes: <see cref="Shape"/>, or with <see cref="Categories"/> the numbers and the vector of each column.</summary>
    public IReadOnlyList<int> EncodedShape => Categories is { } categories && Shape is [var features] ? [categories.EncodedFeatures(features)] : Shape;

    /// <summary>The shape of a batch as text, for example <c>[B, 3, 16, 16]</c>.</summary>
    public string BatchShape => $"[{string.Join(", ", ["B", .. Shape.Select(length => length.ToString(System.Globalization.CultureInfo.InvariantCulture))])}]";
}
