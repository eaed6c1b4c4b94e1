using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>The means of <see cref="MlpForward"/> without dropout over runs of rows: as the second layer is linear, it maps means rather than rows.</summary>
internal unsafe struct MlpMeans : ICountedKernel
{
    /// <summary>The normalisation x comes from; its result is written to the cache only.</summary>
    public LayerNormForward<float, FloatStorage> Norm;
    public float* ExpandPanels;

    /// <summary>The activation of the hidden layer.</summary>
    public GeluForward<float, FloatStorage> Activation;
    public float* ContractPanels;
    public float* ContractBias;

    /// <summary>Takes the means, [rows / length, D].</summary>
    public float* Output;

    /// <summary>The rows of a run, at most those of a chunk.</summary>
    public int Length;

    /// <inheritdoc/>
    public readonly int Chunks => ((Norm.Rows / Length) + RunsOfChunk - 1) / RunsOfChunk;

    private readonly int RunsOfChunk => RowChunks.Rows / Length;

    /// <inheritdoc/>
    public readonly void Run(int chunk)
    {
        int width = Norm.Width;
        int hiddenWidth = Activation.Width;
        int firstRun = chunk * RunsOfChunk;
        int runs = Math.Min(RunsOfChunk, (Norm.Rows / Length) - firstRun);
        int rows = runs * Length;
        long first = (long)firstRun * Length;
        using var scratch = new HeadScratch(((long)rows * (width + hiddenWidth)) + ((long)runs * hiddenWidth));
        float* normal = scratch.Take(rows, width);
        float* hidden = scratch.Take(rows, hiddenWidth);
        float* means = scratch.Take(runs, hiddenWidth);

        // To the kernels of parts, these rows are the only ones.
        LayerNormForward<float, FloatStorage> norm = Norm;
        norm.Input += first * width;
        norm.Statistics += 2 * first;
        norm.Output = normal;
        norm.Rows = rows;
        norm.Run(0);
        PanelProduct.Multiply(normal, rows, width, ExpandPanels, hiddenWidth, hidden);
        GeluForward<float, FloatStorage> activation = Activation;
        activation.Input = hidden;
        activation.Output = hidden;
        activation.Rows = rows;
        activation.Run(0);
        Average(hidden, means, runs, hiddenWidth, bias: null);
        float* output = Output + ((long)firstRun * width);
        Average(norm.Input, output, runs, width, ContractBias);
        PanelProduct.Multiply(means, runs, hiddenWidth, ContractPanels, width, output, adds: true);
    }

    // [runs, length, width] -> [runs, width]
    private readonly void Average(float* rows, float* means, int runs, int width, float* bias)
    {
        Vector512<float> share = Vector512.Create(1f / Length);
        for (int run = 0; run < runs; run++, rows += (long)Length * width, means += width)
        {
            for (int i = 0; i < width; i += VectorMath.Width)
            {
                Vector512<float> sum = default;
                for (int row = 0; row < Length; row++)
                {
                    sum += Vector512.Load(rows + ((long)row * width) + i);
                }

                (bias is null ? sum * share : Vector512.FusedMultiplyAdd(sum, share, Vector512.Load(bias + i))).Store(means + i);
            }
        }
    }
}
