using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Cpu;

/// <summary>The gradient of <see cref="GeluForward{T, TStorage}"/>, which also makes its output again, so that it need not be kept.</summary>
/// <typeparam name="T">What the rows are stored as.</typeparam>
/// <typeparam name="TStorage">How.</typeparam>
internal unsafe struct GeluBackward<T, TStorage> : IChunkKernel
    where T : unmanaged
    where TStorage : struct, IStorage<T>
{
    public T* Input;
    public float* Bias;

    /// <summary>The gradient of the output; becomes that of the input.</summary>
    public T* Gradient;

    /// <summary>Takes the output.</summary>
    public T* Output;

    /// <summary>The gradient of the bias of every chunk, [chunks, width].</summary>
    public float* BiasGradients;
    public DropoutStream Dropout;
    public int Rows;
    public int Width;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int chunk)
    {
        ulong* bits = stackalloc ulong[DropoutStream.WordsFor(Width)];
        float* biasGradient = BiasGradients + ((long)chunk * Width);
        new Span<float>(biasGradient, Width).Clear();
        Vector512<float> scale = Vector512.Create(Dropout.IsActive ? Dropout.Scale : 1);
        int last = Math.Min(Rows, (chunk + 1) * RowChunks.Rows);
        for (int row = chunk * RowChunks.Rows; row < last; row++)
        {
            long start = (long)row * Width;
            int place = Dropout.Bits(start, Width, bits);
            for (int i = 0; i < Width; i += VectorMath.Width)
            {
                uint kept = DropoutStream.Sixteen(bits, place + i);
                Vector512<float> x = TStorage.Load(Input + start + i) + Vector512.Load(Bias + i);
                (Vector512<float> cumulative, Vector512<float> density) = VectorMath.Normal(x);
                TStorage.Store(Output + start + i, VectorMath.Keep(x * cumulative * scale, kept));
                Vector512<float> slope = Vector512.FusedMultiplyAdd(x, density, cumulative) * scale;
                Vector512<float> gradient = VectorMath.Keep(TStorage.Load(Gradient + start + i) * slope, kept);
                TStorage.Store(Gradient + start + i, gradient);
                (Vector512.Load(biasGradient + i) + gradient).Store(biasGradient + i);
            }
        }
    }
}
