using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>Products of matrices so small that they stay in the cache, as those of one head of attention are.</summary>
internal static unsafe class SmallProduct
{
    private const int Width = VectorMath.Width;

    /// <summary>C = A B, with C [rows, columns] and B [depth, columns] row by row and without gaps; columns is a multiple of 16.</summary>
    /// <param name="a">A, whose element (i, k) lies at i * <paramref name="rowStep"/> + k * <paramref name="depthStep"/>, so that it may be transposed.</param>
    /// <param name="rowStep">From a row of A to the next.</param>
    /// <param name="depthStep">From a column of A to the next.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C.</param>
    /// <param name="rows">The rows of A and C.</param>
    /// <param name="depth">The columns of A, the rows of B.</param>
    /// <param name="columns">The columns of B and C.</param>
    public static void Multiply(float* a, int rowStep, int depthStep, float* b, float* c, int rows, int depth, int columns)
    {
        int row = 0;
        for (; row + 4 <= rows; row += 4)
        {
            float* ofA = a + (row * rowStep);
            int column = 0;
            for (; column + (4 * Width) <= columns; column += 4 * Width)
            {
                FourByFour(ofA, rowStep, depthStep, b + column, c + (row * columns) + column, depth, columns);
            }

            for (; column < columns; column += Width)
            {
                FourByOne(ofA, rowStep, depthStep, b + column, c + (row * columns) + column, depth, columns);
            }
        }

        for (; row < rows; row++)
        {
            for (int column = 0; column < columns; column += Width)
            {
                OneByOne(a + (row * rowStep), depthStep, b + column, c + (row * columns) + column, depth, columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByFour(float* a, int rowStep, int depthStep, float* b, float* c, int depth, int columns)
    {
        Vector512<float> c00 = default, c01 = default, c02 = default, c03 = default;
        Vector512<float> c10 = default, c11 = default, c12 = default, c13 = default;
        Vector512<float> c20 = default, c21 = default, c22 = default, c23 = default;
        Vector512<float> c30 = default, c31 = default, c32 = default, c33 = default;
        float* a0 = a;
        float* a1 = a + rowStep;
        float* a2 = a1 + rowStep;
        float* a3 = a2 + rowStep;
        for (int k = 0; k < depth; k++, b += columns)
        {
            long at = (long)k * depthStep;
            Vector512<float> b0 = Vector512.Load(b);
            Vector512<float> b1 = Vector512.Load(b + Width);
            Vector512<float> b2 = Vector512.Load(b + (2 * Width));
            Vector512<float> b3 = Vector512.Load(b + (3 * Width));
            Vector512<float> x = Vector512.Create(a0[at]);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            c02 = Vector512.FusedMultiplyAdd(x, b2, c02);
            c03 = Vector512.FusedMultiplyAdd(x, b3, c03);
            x = Vector512.Create(a1[at]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            c12 = Vector512.FusedMultiplyAdd(x, b2, c12);
            c13 = Vector512.FusedMultiplyAdd(x, b3, c13);
            x = Vector512.Create(a2[at]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            c22 = Vector512.FusedMultiplyAdd(x, b2, c22);
            c23 = Vector512.FusedMultiplyAdd(x, b3, c23);
            x = Vector512.Create(a3[at]);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            c32 = Vector512.FusedMultiplyAdd(x, b2, c32);
            c33 = Vector512.FusedMultiplyAdd(x, b3, c33);
        }

        StoreRow(c, c00, c01, c02, c03);
        StoreRow(c + columns, c10, c11, c12, c13);
        StoreRow(c + (2 * columns), c20, c21, c22, c23);
        StoreRow(c + (3 * columns), c30, c31, c32, c33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(float* c, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3)
    {
        c0.Store(c);
        c1.Store(c + Width);
        c2.Store(c + (2 * Width));
        c3.Store(c + (3 * Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByOne(float* a, int rowStep, int depthStep, float* b, float* c, int depth, int columns)
    {
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default;
        float* a1 = a + rowStep;
        float* a2 = a1 + rowStep;
        float* a3 = a2 + rowStep;
        for (int k = 0; k < depth; k++, b += columns)
        {
            long at = (long)k * depthStep;
            Vector512<float> b0 = Vector512.Load(b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[at]), b0, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a1[at]), b0, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a2[at]), b0, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[at]), b0, c3);
        }

        c0.Store(c);
        c1.Store(c + columns);
        c2.Store(c + (2 * columns));
        c3.Store(c + (3 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByOne(float* a, int depthStep, float* b, float* c, int depth, int columns)
    {
        Vector512<float> sum = default;
        for (int k = 0; k < depth; k++, b += columns)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(a[(long)k * depthStep]), Vector512.Load(b), sum);
        }

        sum.Store(c);
    }
}
