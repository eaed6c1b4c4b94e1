using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Training;

/// <summary>What is drawn for one picture.</summary>
/// <param name="IsFlipped">Whether it is mirrored, left to right.</param>
/// <param name="Down">The rows that it is moved down; less than 0 for up.</param>
/// <param name="Right">The columns that it is moved to the right, before it is mirrored.</param>
/// <param name="Contrast">What distances from the mean of its values are multiplied by.</param>
/// <param name="Brightness">What is added to each channel, in standard deviations of its values.</param>
internal sealed record PictureChange(bool IsFlipped, int Down, int Right, double Contrast, IReadOnlyList<double> Brightness)
{
    /// <summary>Draws a change. Whatever is asked for, as many numbers are drawn, so that one option does not shift another.</summary>
    public static PictureChange Draw(SplitMix64 random, Augmentation augmentation, int channels, int height, int width)
    {
        bool isFlipped = random.NextDouble() < 0.5;
        int down = Shift(random.NextDouble(), augmentation.Crop, height);
        int right = Shift(random.NextDouble(), augmentation.Crop, width);
        double contrast = 1 + (augmentation.Jitter * Between(random.NextDouble()));
        double[] brightness = new double[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            brightness[channel] = augmentation.Jitter * Between(random.NextDouble());
        }

        return new PictureChange(augmentation.Flip && isFlipped, down, right, contrast, brightness);
    }

    /// <summary>The row that each row shows.</summary>
    public IEnumerable<long> Rows(int height) => Enumerable.Range(0, height).Select(row => (long)Math.Clamp(row - Down, 0, height - 1));

    /// <summary>The column that each column shows.</summary>
    public IEnumerable<long> Columns(int width) => Enumerable.Range(0, width).Select(column => (long)Math.Clamp((IsFlipped ? width - 1 - column : column) - Right, 0, width - 1));

    // From -1 to 1.
    private static double Between(double drawn) => (2 * drawn) - 1;

    // Every shift up to the greatest in either direction equally likely.
    private static int Shift(double drawn, double share, int side)
    {
        int greatest = (int)Math.Floor(share * side);
        return (int)Math.Floor(drawn * ((2 * greatest) + 1)) - greatest;
    }
}
