using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// Products of rows with a packed weight, twelve rows and one panel at a time: 24 sums stay in registers, and two numbers are loaded for every
/// 24 multiplications. A row's sums are made in the order of its numbers, whatever rows it is computed with.
/// </summary>
internal static unsafe class PanelProduct
{
    /// <summary>The columns of a panel.</summary>
    public const int PanelWidth = 2 * Width;

    private const int Width = VectorMath.Width;

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
        float* edge = stackalloc float[12 * PanelWidth];
        for (int column = 0; column < columns; column += PanelWidth, panels += PanelWidth * depth)
        {
            bool isWhole = column + PanelWidth <= columns;
            for (int row = 0; row < count;)
            {
                int tile = count - row >= 12 ? 12 : count - row >= 4 ? 4 : 1;
                float* a = rows + ((long)row * depth);
                float* c = result + ((long)row * columns) + column;
                if (isWhole)
                {
                    Tile(tile, a, depth, panels, c, columns, adds);
                }
                else
                {
                    HalfTile(tile, a, depth, panels, c, columns, edge, adds);
                }

                row += tile;
            }
        }
    }

    private static void Tile(int rows, float* a, int depth, float* b, float* c, int columns, bool adds)
    {
        switch (rows)
        {
            case 12:
                Twelve(a, depth, b, c, depth, columns, adds);
                break;
            case 4:
                Four(a, depth, b, c, depth, columns, adds);
                break;
            default:
                One(a, b, c, depth, adds);
                break;
        }
    }

    // The last panel where 32 does not divide the columns: its right half is padding.
    private static void HalfTile(int rows, float* a, int depth, float* b, float* c, int columns, float* edge, bool adds)
    {
        for (int row = 0; adds && row < rows; row++)
        {
            Vector512.Load(c + ((long)row * columns)).Store(edge + (row * PanelWidth));
        }

        Tile(rows, a, depth, b, edge, PanelWidth, adds);
        for (int row = 0; row < rows; row++)
        {
            Vector512.Load(edge + (row * PanelWidth)).Store(c + ((long)row * columns));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Twelve(float* a, long step, float* b, float* c, int depth, int columns, bool adds)
    {
        Vector512<float> c00 = default, c01 = default;
        Vector512<float> c10 = default, c11 = default;
        Vector512<float> c20 = default, c21 = default;
        Vector512<float> c30 = default, c31 = default;
        Vector512<float> c40 = default, c41 = default;
        Vector512<float> c50 = default, c51 = default;
        Vector512<float> c60 = default, c61 = default;
        Vector512<float> c70 = default, c71 = default;
        Vector512<float> c80 = default, c81 = default;
        Vector512<float> c90 = default, c91 = default;
        Vector512<float> c100 = default, c101 = default;
        Vector512<float> c110 = default, c111 = default;
        if (adds)
        {
            float* sum = c;
            c00 = Vector512.Load(sum);
            c01 = Vector512.Load(sum + Width);
            sum += columns;
            c10 = Vector512.Load(sum);
            c11 = Vector512.Load(sum + Width);
            sum += columns;
            c20 = Vector512.Load(sum);
            c21 = Vector512.Load(sum + Width);
            sum += columns;
            c30 = Vector512.Load(sum);
            c31 = Vector512.Load(sum + Width);
            sum += columns;
            c40 = Vector512.Load(sum);
            c41 = Vector512.Load(sum + Width);
            sum += columns;
            c50 = Vector512.Load(sum);
            c51 = Vector512.Load(sum + Width);
            sum += columns;
            c60 = Vector512.Load(sum);
            c61 = Vector512.Load(sum + Width);
            sum += columns;
            c70 = Vector512.Load(sum);
            c71 = Vector512.Load(sum + Width);
            sum += columns;
            c80 = Vector512.Load(sum);
            c81 = Vector512.Load(sum + Width);
            sum += columns;
            c90 = Vector512.Load(sum);
            c91 = Vector512.Load(sum + Width);
            sum += columns;
            c100 = Vector512.Load(sum);
            c101 = Vector512.Load(sum + Width);
            sum += columns;
            c110 = Vector512.Load(sum);
            c111 = Vector512.Load(sum + Width);
        }

        float* a3 = a + (3 * step);
        float* a6 = a + (6 * step);
        float* a9 = a + (9 * step);
        for (int k = 0; k < depth; k++, b += PanelWidth)
        {
            Vector512<float> b0 = Vector512.Load(b);
            Vector512<float> b1 = Vector512.Load(b + Width);
            Vector512<float> x = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[step]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[2 * step]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(*a3);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a3[step]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a3[2 * step]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(*a6);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a6[step]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
            x = Vector512.Create(a6[2 * step]);
            c80 = Vector512.FusedMultiplyAdd(x, b0, c80);
            c81 = Vector512.FusedMultiplyAdd(x, b1, c81);
            x = Vector512.Create(*a9);
            c90 = Vector512.FusedMultiplyAdd(x, b0, c90);
            c91 = Vector512.FusedMultiplyAdd(x, b1, c91);
            x = Vector512.Create(a9[step]);
            c100 = Vector512.FusedMultiplyAdd(x, b0, c100);
            c101 = Vector512.FusedMultiplyAdd(x, b1, c101);
            x = Vector512.Create(a9[2 * step]);
            c110 = Vector512.FusedMultiplyAdd(x, b0, c110);
            c111 = Vector512.FusedMultiplyAdd(x, b1, c111);
            a++;
            a3++;
            a6++;
            a9++;
        }

        c00.Store(c);
        c01.Store(c + Width);
        c += columns;
        c10.Store(c);
        c11.Store(c + Width);
        c += columns;
        c20.Store(c);
        c21.Store(c + Width);
        c += columns;
        c30.Store(c);
        c31.Store(c + Width);
        c += columns;
        c40.Store(c);
        c41.Store(c + Width);
        c += columns;
        c50.Store(c);
        c51.Store(c + Width);
        c += columns;
        c60.Store(c);
        c61.Store(c + Width);
        c += columns;
        c70.Store(c);
        c71.Store(c + Width);
        c += columns;
        c80.Store(c);
        c81.Store(c + Width);
        c += columns;
        c90.Store(c);
        c91.Store(c + Width);
        c += columns;
        c100.Store(c);
        c101.Store(c + Width);
        c += columns;
        c110.Store(c);
        c111.Store(c + Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(float* a, long step, float* b, float* c, int depth, int columns, bool adds)
    {
        Vector512<float> c00 = default, c01 = default;
        Vector512<float> c10 = default, c11 = default;
        Vector512<float> c20 = default, c21 = default;
        Vector512<float> c30 = default, c31 = default;
        if (adds)
        {
            float* sum = c;
            c00 = Vector512.Load(sum);
            c01 = Vector512.Load(sum + Width);
            sum += columns;
            c10 = Vector512.Load(sum);
            c11 = Vector512.Load(sum + Width);
            sum += columns;
            c20 = Vector512.Load(sum);
            c21 = Vector512.Load(sum + Width);
            sum += columns;
            c30 = Vector512.Load(sum);
            c31 = Vector512.Load(sum + Width);
        }

        float* a3 = a + (3 * step);
        for (int k = 0; k < depth; k++, b += PanelWidth)
        {
            Vector512<float> b0 = Vector512.Load(b);
            Vector512<float> b1 = Vector512.Load(b + Width);
            Vector512<float> x = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[step]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[2 * step]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(*a3);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            a++;
            a3++;
        }

        c00.Store(c);
        c01.Store(c + Width);
        c += columns;
        c10.Store(c);
        c11.Store(c + Width);
        c += columns;
        c20.Store(c);
        c21.Store(c + Width);
        c += columns;
        c30.Store(c);
        c31.Store(c + Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(float* a, float* b, float* c, int depth, bool adds)
    {
        Vector512<float> c0 = adds ? Vector512.Load(c) : default;
        Vector512<float> c1 = adds ? Vector512.Load(c + Width) : default;
        for (int k = 0; k < depth; k++, b += PanelWidth)
        {
            Vector512<float> x = Vector512.Create(a[k]);
            c0 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b), c0);
            c1 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b + Width), c1);
        }

        c0.Store(c);
        c1.Store(c + Width);
    }
}
