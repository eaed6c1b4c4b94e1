using I2MoE.Dsl.Native;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Cpu;

/// <summary>Attention between the projected tokens of a block, forwards and backwards, on tensors.</summary>
/// <typeparam name="T">What the branch computes its linear layers in.</typeparam>
/// <typeparam name="TStorage">How it is stored.</typeparam>
internal static unsafe class Attention<T, TStorage>
    where T : unmanaged
    where TStorage : struct, IStorage<T>
{
    /// <summary>The mixed values, [rows, D], and the logarithms of the sums of the weights, which the gradient needs.</summary>
    public static (Tensor Mixed, Tensor LogSums) Forward(AttentionSizes sizes, Tensor query, Tensor keyValue)
    {
        Tensor mixed = empty(sizes.Layout.Rows, sizes.Width, dtype: Normalization<T, TStorage>.Precision);
        Tensor logSums = empty((long)sizes.Layout.Rows * sizes.Heads);
        CpuThreads.Run(sizes.Chunks, new AttentionForward<T, TStorage>
        {
            Sizes = sizes,
            Query = Memory.Of<T>(query),
            KeyValue = Memory.Of<T>(keyValue),
            Output = Memory.Of<T>(mixed),
            LogSums = Memory.Of<float>(logSums),
        });
        return (mixed, logSums);
    }

    /// <summary>The gradients of the queries and of keys and values.</summary>
    public static (Tensor Query, Tensor KeyValue) Backward(AttentionSizes sizes, Tensor query, Tensor keyValue, Tensor logSums, Tensor mixedGradient)
    {
        Tensor queryGradient = empty_like(query);
        Tensor keyValueGradient = empty_like(keyValue);
        CpuThreads.Run(sizes.Chunks, new AttentionBackward<T, TStorage>
        {
            Sizes = sizes,
            Query = Memory.Of<T>(query),
            KeyValue = Memory.Of<T>(keyValue),
            LogSums = Memory.Of<float>(logSums),
            OutputGradient = Memory.Of<T>(mixedGradient),
            QueryGradient = Memory.Of<T>(queryGradient),
            KeyValueGradient = Memory.Of<T>(keyValueGradient),
        });
        return (queryGradient, keyValueGradient);
    }
}
