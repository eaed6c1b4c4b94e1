using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>
/// What the pixels of a picture add to an expert, over all channels: a grid of blocks of pixels, whose values sum to what the whole picture adds.
/// </summary>
/// <param name="Height">The number of rows of blocks.</param>
/// <param name="Width">The number of blocks in a row.</param>
/// <param name="Block">The height and width of a block in pixels; the last of a row or column may reach over the picture.</param>
/// <param name="Values">What every block adds, [Height * Width], row by row.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record PictureAttribution(int Height, int Width, int Block, IReadOnlyList<double> Values)
{
    // What all grids of a report together may have: each value is a byte, and text that holds it a third more.
    private const double ValuesOfAll = 600_000;
    private const int SmallestSide = 4;
    private const int GreatestSide = 64;

    /// <summary>The greatest side of a grid where a report shows so many that it would grow too large otherwise.</summary>
    /// <param name="grids">How many grids the report shows.</param>
    internal static int SideFor(int grids) => (int)Math.Clamp(Math.Sqrt(ValuesOfAll / Math.Max(1, grids)), SmallestSide, GreatestSide);

    /// <summary>Sums attributions over channels and blocks.</summary>
    /// <param name="attributions">What every value adds, [C * H * W], row by row.</param>
    /// <param name="shape">The shape of the picture, [C, H, W].</param>
    /// <param name="side">How many rows and columns the grid may have.</param>
    internal static PictureAttribution Of(IReadOnlyList<double> attributions, IReadOnlyList<int> shape, int side)
    {
        int pixelRows = shape[1];
        int pixelColumns = shape[2];
        int block = (Math.Max(pixelRows, pixelColumns) + side - 1) / side;
        int height = (pixelRows + block - 1) / block;
        int width = (pixelColumns + block - 1) / block;
        double[] sums = new double[height * width];
        for (int i = 0; i < attributions.Count; i++)
        {
            int row = i / pixelColumns % pixelRows;
            sums[(row / block * width) + (i % pixelColumns / block)] += attributions[i];
        }

        return new PictureAttribution(height, width, block, sums);
    }
}
