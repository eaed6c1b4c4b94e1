using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>The gradients of layer normalisation, and of what by-passes it: dx = (its own) + the gradient of the residual path.</summary>
/// <typeparam name="T">What the gradient of its result is stored as.</typeparam>
/// <typeparam name="TStorage">How.</typeparam>
internal unsafe struct LayerNormBackward<T, TStorage> : IChunkKernel
    where T : unmanaged
    where TStorage : struct, IStorage<T>
{
    public float* Input;
    public float* Statistics;
    public float* Gain;
    public T* OutputGradient;
    public float* InputGradient;

    /// <summary>The gradient that reaches the input by the residual path, in the rows of the passes; null where there is no such path.</summary>
    public float* ResidualGradient;

    /// <summary>The gradients of gain and bias of every chunk, [chunks, 2, width].</summary>
    public float* ParameterGradients;

    public TokenLayout Layout;
    public int Rows;
    public int Width;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int chunk)
    {
        float* gainGradient = ParameterGradients + (2L * chunk * Width);
        float* biasGradient = gainGradient + Width;
        new Span<float>(gainGradient, 2 * Width).Clear();
        int last = Math.Min(Rows, (chunk + 1) * RowChunks.Rows);
        for (int row = chunk * RowChunks.Rows; row < last; row++)
        {
            float* input = Input + ((long)row * Width);
            T* gradient = OutputGradient + ((long)row * Width);
            Vector512<float> mean = Vector512.Create(Statistics[2L * row]);
            Vector512<float> reciprocal = Vector512.Create(Statistics[(2L * row) + 1]);
            Vector512<float> sum = default;
            Vector512<float> weighted = default;
            for (int i = 0; i < Width; i += VectorMath.Width)
            {
                Vector512<float> normal = (Vector512.Load(input + i) - mean) * reciprocal;
                Vector512<float> g = TStorage.Load(gradient + i);
                Vector512.FusedMultiplyAdd(g, normal, Vector512.Load(gainGradient + i)).Store(gainGradient + i);
                (g + Vector512.Load(biasGradient + i)).Store(biasGradient + i);
                g *= Vector512.Load(Gain + i);
                sum += g;
                weighted = Vector512.FusedMultiplyAdd(g, normal, weighted);
            }

            Vector512<float> meanGradient = Vector512.Create(Vector512.Sum(sum) / Width);
            Vector512<float> meanWeighted = Vector512.Create(Vector512.Sum(weighted) / Width);
            float* result = InputGradient + ((long)row * Width);
            for (int i = 0; i < Width; i += VectorMath.Width)
            {
                Vector512<float> normal = (Vector512.Load(input + i) - mean) * reciprocal;
                Vector512<float> g = TStorage.Load(gradient + i) * Vector512.Load(Gain + i);
                (reciprocal * (g - meanGradient - (normal * meanWeighted))).Store(result + i);
            }

            if (ResidualGradient is not null)
            {
                AddResidual(row, result);
            }
        }
    }

    private readonly void AddResidual(int row, float* result)
    {
        int token = row % Layout.PartTokens;
        int run = row / Layout.PartTokens;
        foreach ((int pass, int part) in Layout.Users(run / Layout.Samples))
        {
            float* residual = ResidualGradient + ((Layout.PassRow(pass, run % Layout.Samples, part) + token) * Width);
            for (int i = 0; i < Width; i += VectorMath.Width)
            {
                (Vector512.Load(result + i) + Vector512.Load(residual + i)).Store(result + i);
            }
        }
    }
}
