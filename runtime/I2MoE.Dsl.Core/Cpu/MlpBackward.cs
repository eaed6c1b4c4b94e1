namespace I2MoE.Dsl.Cpu;

/// <summary>The gradients of <see cref="MlpForward"/>, but for those of the weights, on the rows of a chunk.</summary>
internal unsafe struct MlpBackward : IChunkKernel
{
    /// <summary>The end of the branch; makes the gradient of its product.</summary>
    public BranchEndBackward<float, FloatStorage> End;

    /// <summary>The weight of the second layer, packed for the gradient of its rows.</summary>
    public float* ContractPanels;

    /// <summary>The activation; makes the gradient of the hidden layer and, in place of that layer, its activation.</summary>
    public GeluBackward<float, FloatStorage> Activation;

    /// <summary>The normalisation, made again for the gradient of the first weight.</summary>
    public LayerNormForward<float, FloatStorage> Norm;

    /// <summary>The weight of the first layer, packed for the gradient of its rows.</summary>
    public float* ExpandPanels;

    /// <summary>The gradient of the normalisation, whose own gradient is in the cache only.</summary>
    public LayerNormBackward<float, FloatStorage> NormGradient;

    /// <inheritdoc/>
    public readonly void Run(int chunk)
    {
        int width = Norm.Width;
        int hiddenWidth = Activation.Width;
        long first = (long)chunk * RowChunks.Rows;
        int rows = (int)Math.Min(RowChunks.Rows, Norm.Rows - first);
        using var scratch = new HeadScratch((long)rows * width);
        float* normalGradient = scratch.Take(rows, width);
        float* hiddenGradient = Activation.Gradient + (first * hiddenWidth);
        End.Run(chunk);
        PanelProduct.Multiply(End.ProductGradient + (first * width), rows, width, ContractPanels, hiddenWidth, hiddenGradient);
        Activation.Run(chunk);
        Norm.Run(chunk);
        PanelProduct.Multiply(hiddenGradient, rows, hiddenWidth, ExpandPanels, width, normalGradient);
        LayerNormBackward<float, FloatStorage> normGradient = NormGradient;
        normGradient.OutputGradient = normalGradient - (first * width);
        normGradient.Run(chunk);
    }
}
