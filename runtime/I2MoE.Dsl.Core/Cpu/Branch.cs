using I2MoE.Dsl.Native;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>The end of a branch of a block, forwards and backwards, on tensors.</summary>
/// <typeparam name="T">What the branch computes its linear layers in.</typeparam>
/// <typeparam name="TStorage">How it is stored.</typeparam>
internal static unsafe class Branch<T, TStorage>
    where T : unmanaged
    where TStorage : struct, IStorage<T>
{
    /// <summary>See <see cref="BranchEnd{T, TStorage}"/>. The result takes the memory of the product where that is float32.</summary>
    public static torch.Tensor Forward(
        torch.Tensor product, torch.Tensor bias, torch.Tensor? residual, TokenLayout layout, DropoutStream dropout, DropoutStream secondDropout)
    {
        int width = (int)product.shape[^1];
        int rows = (int)(product.numel() / width);
        torch.Tensor output = typeof(T) == typeof(float) ? product : torch.empty(rows, width);
        CpuThreads.Run(RowChunks.Count(rows), new BranchEnd<T, TStorage>
        {
            Product = Memory.Of<T>(product),
            Bias = Memory.Of<float>(bias),
            Residual = residual is null ? null : Memory.Of<float>(residual),
            Output = Memory.Of<float>(output),
            Layout = layout,
            Dropout = dropout,
            SecondDropout = secondDropout,
            Rows = rows,
            Width = width,
        });
        return output;
    }

    /// <summary>The gradients of the product and of the bias.</summary>
    public static (torch.Tensor Product, torch.Tensor Bias) Backward(torch.Tensor gradient, bool hasResidual, DropoutStream dropout, DropoutStream secondDropout)
    {
        int width = (int)gradient.shape[^1];
        int rows = (int)(gradient.numel() / width);
        int chunks = RowChunks.Count(rows);
        torch.Tensor product = torch.empty(rows, width, dtype: Normalization<T, TStorage>.Precision);
        torch.Tensor biasGradients = torch.empty(chunks, width);
        CpuThreads.Run(chunks, new BranchEndBackward<T, TStorage>
        {
            OutputGradient = Memory.Of<float>(gradient),
            ProductGradient = Memory.Of<T>(product),
            BiasGradients = Memory.Of<float>(biasGradients),
            HasResidual = hasResidual,
            Dropout = dropout,
            SecondDropout = secondDropout,
            Rows = rows,
            Width = width,
        });
        return (product, biasGradients.sum(dim: 0));
    }
}
