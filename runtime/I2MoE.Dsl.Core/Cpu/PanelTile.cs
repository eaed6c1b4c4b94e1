using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// The product of a few rows with one panel, which every product of this library is made of. Of twelve rows, 24 sums stay in registers, and two numbers are
/// loaded for every 24 multiplications. Each sum is made in the order of the numbers, whatever rows it is computed with.
/// </summary>
internal static unsafe class PanelTile
{
    /// <summary>The columns of a panel.</summary>
    public const int Width = 2 * Half;

    /// <summary>The rows of the greatest tile.</summary>
    public const int GreatestRows = 12;

    private const int Half = VectorMath.Width;

    /// <summary>The rows of the tile that is taken next where so many are left: 12, 4 or 1.</summary>
    public static int RowsOf(int left) => left >= GreatestRows ? GreatestRows : left >= 4 ? 4 : 1;

    /// <summary>c = a b, or c += a b.</summary>
    /// <param name="rows">The rows of the tile: 12, 4 or 1.</param>
    /// <param name="a">Number k of row i lies at i * <paramref name="step"/> + k * <paramref name="next"/>.</param>
    /// <param name="step">From a row to the next.</param>
    /// <param name="next">From a number of a row to the next.</param>
    /// <param name="b">The panel, [depth, 32].</param>
    /// <param name="c">[rows, 32].</param>
    /// <param name="depth">The numbers of a row.</param>
    /// <param name="columns">From a row of <paramref name="c"/> to the next.</param>
    /// <param name="adds">Whether the products are added to what is there.</param>
    public static void Multiply(int rows, float* a, long step, long next, float* b, float* c, int depth, long columns, bool adds)
    {
        switch (rows)
        {
            case GreatestRows:
                Twelve(a, step, next, b, c, depth, columns, adds);
                break;
            case 4:
                Four(a, step, next, b, c, depth, columns, adds);
                break;
            default:
                One(a, next, b, c, depth, adds);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Twelve(float* a, long step, long next, float* b, float* c, int depth, long columns, bool adds)
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
            c01 = Vector512.Load(sum + Half);
            sum += columns;
            c10 = Vector512.Load(sum);
            c11 = Vector512.Load(sum + Half);
            sum += columns;
            c20 = Vector512.Load(sum);
            c21 = Vector512.Load(sum + Half);
            sum += columns;
            c30 = Vector512.Load(sum);
            c31 = Vector512.Load(sum + Half);
            sum += columns;
            c40 = Vector512.Load(sum);
            c41 = Vector512.Load(sum + Half);
            sum += columns;
            c50 = Vector512.Load(sum);
            c51 = Vector512.Load(sum + Half);
            sum += columns;
            c60 = Vector512.Load(sum);
            c61 = Vector512.Load(sum + Half);
            sum += columns;
            c70 = Vector512.Load(sum);
            c71 = Vector512.Load(sum + Half);
            sum += columns;
            c80 = Vector512.Load(sum);
            c81 = Vector512.Load(sum + Half);
            sum += columns;
            c90 = Vector512.Load(sum);
            c91 = Vector512.Load(sum + Half);
            sum += columns;
            c100 = Vector512.Load(sum);
            c101 = Vector512.Load(sum + Half);
            sum += columns;
            c110 = Vector512.Load(sum);
            c111 = Vector512.Load(sum + Half);
        }

        float* a3 = a + (3 * step);
        float* a6 = a + (6 * step);
        float* a9 = a + (9 * step);
        for (int k = 0; k < depth; k++, b += Width)
        {
            Vector512<float> b0 = Vector512.Load(b);
            Vector512<float> b1 = Vector512.Load(b + Half);
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
            a += next;
            a3 += next;
            a6 += next;
            a9 += next;
        }

        c00.Store(c);
        c01.Store(c + Half);
        c += columns;
        c10.Store(c);
        c11.Store(c + Half);
        c += columns;
        c20.Store(c);
        c21.Store(c + Half);
        c += columns;
        c30.Store(c);
        c31.Store(c + Half);
        c += columns;
        c40.Store(c);
        c41.Store(c + Half);
        c += columns;
        c50.Store(c);
        c51.Store(c + Half);
        c += columns;
        c60.Store(c);
        c61.Store(c + Half);
        c += columns;
        c70.Store(c);
        c71.Store(c + Half);
        c += columns;
        c80.Store(c);
        c81.Store(c + Half);
        c += columns;
        c90.Store(c);
        c91.Store(c + Half);
        c += columns;
        c100.Store(c);
        c101.Store(c + Half);
        c += columns;
        c110.Store(c);
        c111.Store(c + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(float* a, long step, long next, float* b, float* c, int depth, long columns, bool adds)
    {
        Vector512<float> c00 = default, c01 = default;
        Vector512<float> c10 = default, c11 = default;
        Vector512<float> c20 = default, c21 = default;
        Vector512<float> c30 = default, c31 = default;
        if (adds)
        {
            float* sum = c;
            c00 = Vector512.Load(sum);
            c01 = Vector512.Load(sum + Half);
            sum += columns;
            c10 = Vector512.Load(sum);
            c11 = Vector512.Load(sum + Half);
            sum += columns;
            c20 = Vector512.Load(sum);
            c21 = Vector512.Load(sum + Half);
            sum += columns;
            c30 = Vector512.Load(sum);
            c31 = Vector512.Load(sum + Half);
        }

        float* a3 = a + (3 * step);
        for (int k = 0; k < depth; k++, b += Width)
        {
            Vector512<float> b0 = Vector512.Load(b);
            Vector512<float> b1 = Vector512.Load(b + Half);
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
            a += next;
            a3 += next;
        }

        c00.Store(c);
        c01.Store(c + Half);
        c += columns;
        c10.Store(c);
        c11.Store(c + Half);
        c += columns;
        c20.Store(c);
        c21.Store(c + Half);
        c += columns;
        c30.Store(c);
        c31.Store(c + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(float* a, long next, float* b, float* c, int depth, bool adds)
    {
        Vector512<float> c0 = adds ? Vector512.Load(c) : default;
        Vector512<float> c1 = adds ? Vector512.Load(c + Half) : default;
        for (int k = 0; k < depth; k++, a += next, b += Width)
        {
            Vector512<float> x = Vector512.Create(*a);
            c0 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b), c0);
            c1 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b + Half), c1);
        }

        c0.Store(c);
        c1.Store(c + Half);
    }
}
