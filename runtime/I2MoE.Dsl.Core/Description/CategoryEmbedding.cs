namespace I2MoE.Dsl;

/// <summary>How the levels of categories, the last features of a modality, become vectors: of each column the vector of its level, beside the numbers.</summary>
/// <param name="Levels">How many features each column has, 0 or 1: one for each level, one for every other and one for none.</param>
/// <param name="Width">The width of the vector of a level.</param>
public sealed record CategoryEmbedding(IReadOnlyList<int> Levels, int Width)
{
    /// <summary>How many features are levels.</summary>
    public int Features => Levels.Sum();

    /// <summary>How many numbers the encoder takes in place of the features: those that are no levels, and a vector for each column.</summary>
    /// <param name="features">The number of features.</param>
    public int EncodedFeatures(int features) => features - Features + (Levels.Count * Width);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"[{string.Join(", ", Levels)}] to vectors of {Width}");
}
