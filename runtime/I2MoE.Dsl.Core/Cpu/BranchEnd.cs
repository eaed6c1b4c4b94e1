using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// What ends a branch of a block. With a residual path: x + drop(y + bias). Without, as in the reference code's attention: a + drop'(a) with
/// a = drop(y + bias).
/// </summary>
/// <typeparam name="T">What y, the product of the last linear layer, is stored as.</typeparam>
/// <typeparam name="TStorage">How.</typeparam>
internal unsafe struct BranchEnd<T, TStorage> : IChunkKernel
    where T : unmanaged
    where TStorage : struct, IStorage<T>
{
    /// <summary>The product y, in the rows of the passes.</summary>
    public T* Product;
    public float* Bias;

    /// <summary>The input x of the block, in its kept rows; null where there is no residual path.</summary>
    public float* Residual;
    public float* Output;
    public TokenLayout Layout;
    public DropoutStream Dropout;
    public DropoutStream SecondDropout;
    public int Rows;
    public int Width;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int chunk)
    {
        ulong* bits = stackalloc ulong[DropoutStream.WordsFor(Width)];
        ulong* secondBits = stackalloc ulong[DropoutStream.WordsFor(Width)];
        Vector512<float> scale = Vector512.Create(Dropout.IsActive ? Dropout.Scale : 1);
        Vector512<float> secondScale = Vector512.Create(SecondDropout.IsActive ? SecondDropout.Scale : 1);
        int last = Math.Min(Rows, (chunk + 1) * RowChunks.Rows);
        for (int row = chunk * RowChunks.Rows; row < last; row++)
        {
            long start = (long)row * Width;
            int place = Dropout.Bits(start, Width, bits);
            int secondPlace = Residual is null ? SecondDropout.Bits(start, Width, secondBits) : 0;
            float* residual = Residual is null ? null : Residual + (Layout.KeptRowOf(row) * Width);
            for (int i = 0; i < Width; i += VectorMath.Width)
            {
                Vector512<float> value = (TStorage.Load(Product + start + i) + Vector512.Load(Bias + i)) * scale;
                value = VectorMath.Keep(value, DropoutStream.Sixteen(bits, place + i));
                Vector512<float> other = residual is null
                    ? VectorMath.Keep(value * secondScale, DropoutStream.Sixteen(secondBits, secondPlace + i))
                    : Vector512.Load(residual + i);
                (value + other).Store(Output + start + i);
            }
        }
    }
}
