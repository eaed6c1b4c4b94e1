using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Cpu;

/// <summary>The gradient of <see cref="BranchEnd{T, TStorage}"/> with respect to the product and the bias.</summary>
/// <typeparam name="T">What the product is stored as.</typeparam>
/// <typeparam name="TStorage">How.</typeparam>
internal unsafe struct BranchEndBackward<T, TStorage> : IChunkKernel
    where T : unmanaged
    where TStorage : struct, IStorage<T>
{
    public float* OutputGradient;
    public T* ProductGradient;

    /// <summary>The gradient of the bias of every chunk, [chunks, width].</summary>
    public float* BiasGradients;

    /// <summary>Whether the branch had a residual path, and so one dropout only.</summary>
    public bool HasResidual;
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
        float* biasGradient = BiasGradients + ((long)chunk * Width);
        new Span<float>(biasGradient, Width).Clear();
        Vector512<float> scale = Vector512.Create(Dropout.IsActive ? Dropout.Scale : 1);
        Vector512<float> secondScale = Vector512.Create(SecondDropout.IsActive ? SecondDropout.Scale : 1);
        int last = Math.Min(Rows, (chunk + 1) * RowChunks.Rows);
        for (int row = chunk * RowChunks.Rows; row < last; row++)
        {
            long start = (long)row * Width;
            int place = Dropout.Bits(start, Width, bits);
            int secondPlace = HasResidual ? 0 : SecondDropout.Bits(start, Width, secondBits);
            for (int i = 0; i < Width; i += VectorMath.Width)
            {
                Vector512<float> gradient = Vector512.Load(OutputGradient + start + i);
                if (!HasResidual)
                {
                    gradient += VectorMath.Keep(gradient * secondScale, DropoutStream.Sixteen(secondBits, secondPlace + i));
                }

                gradient = VectorMath.Keep(gradient * scale, DropoutStream.Sixteen(bits, place + i));
                TStorage.Store(ProductGradient + start + i, gradient);
                (Vector512.Load(biasGradient + i) + gradient).Store(biasGradient + i);
            }
        }
    }
}
