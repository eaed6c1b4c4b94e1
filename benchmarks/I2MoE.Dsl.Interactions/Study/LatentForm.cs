namespace I2MoE.Dsl.Interactions.Study;

/// <summary>How a modality shows what it has to show: as features, or as a pattern that begins anywhere among the steps of a sequence or in a picture.</summary>
/// <param name="Shape">The shape of a sample.</param>
/// <param name="Pattern">The shape of the pattern, of as many dimensions.</param>
/// <param name="Encoder">The encoder, in YAML; null where the fusion decides.</param>
internal sealed record LatentForm(int[] Shape, int[] Pattern, string? Encoder)
{
    private const int Places = 3;

    /// <summary>16 features.</summary>
    public static LatentForm Table { get; } = new([16], [16], null);

    /// <summary>Six steps of six values; the pattern has four steps and begins at one of the first three.</summary>
    public static LatentForm Sequence { get; } = new([6, 6], [4, 6], "gru");

    /// <summary>8 x 8 pixels; the pattern has 4 x 4 and one of nine places.</summary>
    public static LatentForm Picture { get; } = new([1, 8, 8], [1, 4, 4], "{ kind: cnn2d, channels: [8, 16] }");

    /// <summary>The values of a sample.</summary>
    public int Size => Shape.Aggregate((product, side) => product * side);

    /// <summary>The values of a pattern.</summary>
    public int PatternSize => Pattern.Aggregate((product, side) => product * side);

    /// <summary>Puts a pattern somewhere; what is beside it is 0.</summary>
    public double[] Place(double[] pattern, LatentRandom random)
    {
        if (Size == PatternSize)
        {
            return pattern;
        }

        int[] begins = [.. Shape.Zip(Pattern, (side, part) => side == part ? 0 : random.Below(Places))];
        double[] sample = new double[Size];
        foreach ((int place, double value) in pattern.Index())
        {
            (int rest, int target, int stride) = (place, 0, 1);
            for (int dimension = Shape.Length - 1; dimension >= 0; dimension--)
            {
                target += (begins[dimension] + (rest % Pattern[dimension])) * stride;
                rest /= Pattern[dimension];
                stride *= Shape[dimension];
            }

            sample[target] = value;
        }

        return sample;
    }
}
