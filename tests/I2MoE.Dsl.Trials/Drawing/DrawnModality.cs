namespace I2MoE.Trials.Drawing;

/// <summary>A modality and its values, sample by sample.</summary>
/// <param name="Name">Its name in YAML.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="Vocabulary">The number of token ids; 0 where the values are measurements.</param>
/// <param name="Values">[N, product of the shape]; NaN is missing.</param>
/// <param name="Levels">How many of the last features each column of categories has.</param>
internal sealed record DrawnModality(string Name, IReadOnlyList<int> Shape, int Vocabulary, float[][] Values, IReadOnlyList<int> Levels)
{
    /// <summary>Values of one sample.</summary>
    public int Width => Shape.Aggregate(1, (product, side) => product * side);
}
