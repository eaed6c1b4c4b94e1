using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Cpu;

/// <summary>drop(gelu(h + bias)) of rows.</summary>
/// <typeparam name="T">What the rows are stored as.</typeparam>
/// <typeparam name="TStorage">How.</typeparam>
internal unsafe struct GeluForward<T, TStorage> : IChunkKernel
    where T : unmanaged
    where TStorage : struct, IStorage<T>
{
    public T* Input;
    public float* Bias;
    public T* Output;
    public DropoutStream Dropout;
    public int Rows;
    public int Width;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int chunk)
    {
        ulong* bits = stackalloc ulong[DropoutStream.WordsFor(Width)];
        Vector512<float> scale = Vector512.Create(Dropout.IsActive ? Dropout.Scale : 1);
        int last = Math.Min(Rows, (chunk + 1) * RowChunks.Rows);
        for (int row = chunk * RowChunks.Rows; row < last; row++)
        {
            long start = (long)row * Width;
            int place = Dropout.Bits(start, Width, bits);
            for (int i = 0; i < Width; i += VectorMath.Width)
            {
                Vector512<float> x = TStorage.Load(Input + start + i) + Vector512.Load(Bias + i);
                Vector512<float> value = x * VectorMath.Normal(x).Cumulative * scale;
                TStorage.Store(Output + start + i, VectorMath.Keep(value, DropoutStream.Sixteen(bits, place + i)));
            }
        }
    }
}
