using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// Products of rows with a packed weight, a tile of rows and one panel at a time. A row's sums are made in the order of its numbers, whatever rows it is
/// computed with.
/// </summary>
internal static unsafe class PanelProduct
{
    private const int PanelWidth = PanelTile.Width;

    /// <summary>result = rows * weight, or result += rows * weight.</summary>
    /// <param name="rows">[count, depth], row by row and without gaps.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="depth">The numbers of a row.</param>
    /// <param name="panels">The weight, [panels, depth, 32]: see <see cref="PackPanels"/>.</param>
    /// <param name="columns">The columns of the weight, a multiple of 16.</param>
    /// <param name="result">[count, columns].</param>
    /// <param name="adds">Whether the products are added to what is there.</param>
    public static void Multiply(float* rows, int count, int depth, float* panels, int columns, float* result, bool adds = false)
    {
        float* edge = stackalloc float[PanelTile.GreatestRows * PanelWidth];
        for (int column = 0; column < columns; column += PanelWidth, panels += PanelWidth * depth)
        {
            bool isWhole = column + PanelWidth <= columns;
            for (int row = 0; row < count;)
            {
                int tile = PanelTile.RowsOf(count - row);
                float* a = rows + ((long)row * depth);
                float* c = result + ((long)row * columns) + column;
                if (isWhole)
                {
                    PanelTile.Multiply(tile, a, depth, 1, panels, c, depth, columns, adds);
                }
                else
                {
                    HalfTile(tile, a, depth, panels, c, columns, edge, adds);
                }

                row += tile;
            }
        }
    }

    // The last panel where 32 does not divide the columns: its right half is padding.
    private static void HalfTile(int rows, float* a, int depth, float* b, float* c, int columns, float* edge, bool adds)
    {
        for (int row = 0; adds && row < rows; row++)
        {
            Vector512.Load(c + ((long)row * columns)).Store(edge + (row * PanelWidth));
        }

        PanelTile.Multiply(rows, a, depth, 1, b, edge, depth, PanelWidth, adds);
        for (int row = 0; row < rows; row++)
        {
            Vector512.Load(edge + (row * PanelWidth)).Store(c + ((long)row * columns));
        }
    }
}
