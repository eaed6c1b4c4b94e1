using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>Copies a matrix out of torch.</summary>
internal static class TensorRows
{
    /// <summary>The rows of a matrix [N, C].</summary>
    public static double[][] Of(torch.Tensor matrix)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double[] values = matrix.detach().to_type(torch.float64).cpu().contiguous().data<double>().ToArray();
        return [.. values.Chunk((int)matrix.shape[1])];
    }
}
