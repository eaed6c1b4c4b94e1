using I2MoE.Dsl.Native;
using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>Layer normalisation before a branch of a block, forwards and backwards, on tensors.</summary>
/// <typeparam name="T">What the branch computes its linear layers in.</typeparam>
/// <typeparam name="TStorage">How it is stored.</typeparam>
internal static unsafe class Normalization<T, TStorage>
    where T : unmanaged
    where TStorage : struct, IStorage<T>
{
    /// <summary>The type of the tensors of <typeparamref name="T"/>.</summary>
    public static torch.ScalarType Precision => typeof(T) == typeof(float) ? torch.ScalarType.Float32 : torch.ScalarType.BFloat16;

    /// <summary>Normalises rows.</summary>
    /// <param name="input">[rows, D].</param>
    /// <param name="gain">[D].</param>
    /// <param name="bias">[D].</param>
    /// <param name="statistics">Mean and reciprocal deviation of every row, [rows, 2]: written, or read where <paramref name="hasStatistics"/>.</param>
    /// <param name="hasStatistics">Whether they are there already.</param>
    public static torch.Tensor Forward(torch.Tensor input, torch.Tensor gain, torch.Tensor bias, torch.Tensor statistics, bool hasStatistics)
    {
        int width = (int)input.shape[^1];
        int rows = (int)(input.numel() / width);
        torch.Tensor output = torch.empty(rows, width, dtype: Precision);
        CpuThreads.Run(RowChunks.Count(rows), new LayerNormForward<T, TStorage>
        {
            Input = Memory.Of<float>(input),
            Gain = Memory.Of<float>(gain),
            Bias = Memory.Of<float>(bias),
            Output = Memory.Of<T>(output),
            Statistics = Memory.Of<float>(statistics),
            HasStatistics = hasStatistics,
            Rows = rows,
            Width = width,
        });
        return output;
    }

    /// <summary>The gradients of input, gain and bias.</summary>
    /// <param name="input">[rows, D].</param>
    /// <param name="gain">[D].</param>
    /// <param name="statistics">[rows, 2].</param>
    /// <param name="gradient">The gradient of the normalised rows, [rows, D].</param>
    /// <param name="residual">The gradient that reaches the input by the residual path, in the rows of the passes; null where there is none.</param>
    /// <param name="layout">Which rows of the passes belong to a row.</param>
    public static (torch.Tensor Input, torch.Tensor Gain, torch.Tensor Bias) Backward(
        torch.Tensor input, torch.Tensor gain, torch.Tensor statistics, torch.Tensor gradient, torch.Tensor? residual, TokenLayout layout)
    {
        int width = (int)input.shape[^1];
        int rows = (int)(input.numel() / width);
        int chunks = RowChunks.Count(rows);
        torch.Tensor inputGradient = torch.empty_like(input);
        torch.Tensor parameterGradients = torch.empty(chunks, 2, width);
        CpuThreads.Run(chunks, new LayerNormBackward<T, TStorage>
        {
            Input = Memory.Of<float>(input),
            Statistics = Memory.Of<float>(statistics),
            Gain = Memory.Of<float>(gain),
            OutputGradient = Memory.Of<T>(gradient),
            InputGradient = Memory.Of<float>(inputGradient),
            ResidualGradient = residual is null ? null : Memory.Of<float>(residual),
            ParameterGradients = Memory.Of<float>(parameterGradients),
            Layout = layout,
            Rows = rows,
            Width = width,
        });
        torch.Tensor[] parameters = parameterGradients.sum(dim: 0).unbind(0);
        return (inputGradient, parameters[0], parameters[1]);
    }
}
