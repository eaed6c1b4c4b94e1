using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>Layer normalisation of rows of D numbers, a multiple of 16.</summary>
/// <typeparam name="T">What the result is stored as.</typeparam>
/// <typeparam name="TStorage">How.</typeparam>
internal unsafe struct LayerNormForward<T, TStorage> : IChunkKernel
    where T : unmanaged
    where TStorage : struct, IStorage<T>
{
    private const float Epsilon = 1e-5f;

    public float* Input;
    public float* Gain;
    public float* Bias;
    public T* Output;

    /// <summary>The mean and the reciprocal deviation of every row, side by side.</summary>
    public float* Statistics;

    /// <summary>Whether the statistics are there already, as they are backwards.</summary>
    public bool HasStatistics;

    public int Rows;
    public int Width;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int chunk)
    {
        int last = Math.Min(Rows, (chunk + 1) * RowChunks.Rows);
        for (int row = chunk * RowChunks.Rows; row < last; row++)
        {
            float* input = Input + ((long)row * Width);
            if (!HasStatistics)
            {
                Measure(input, Statistics + (2L * row));
            }

            Vector512<float> mean = Vector512.Create(Statistics[2L * row]);
            Vector512<float> reciprocal = Vector512.Create(Statistics[(2L * row) + 1]);
            T* output = Output + ((long)row * Width);
            for (int i = 0; i < Width; i += VectorMath.Width)
            {
                Vector512<float> normal = (Vector512.Load(input + i) - mean) * reciprocal;
                TStorage.Store(output + i, Vector512.FusedMultiplyAdd(normal, Vector512.Load(Gain + i), Vector512.Load(Bias + i)));
            }
        }
    }

    private readonly void Measure(float* input, float* statistics)
    {
        Vector512<float> sum = default;
        for (int i = 0; i < Width; i += VectorMath.Width)
        {
            sum += Vector512.Load(input + i);
        }

        float mean = Vector512.Sum(sum) / Width;
        Vector512<float> means = Vector512.Create(mean);
        Vector512<float> squares = default;
        for (int i = 0; i < Width; i += VectorMath.Width)
        {
            Vector512<float> difference = Vector512.Load(input + i) - means;
            squares = Vector512.FusedMultiplyAdd(difference, difference, squares);
        }

        statistics[0] = mean;
        statistics[1] = 1 / MathF.Sqrt((Vector512.Sum(squares) / Width) + Epsilon);
    }
}
