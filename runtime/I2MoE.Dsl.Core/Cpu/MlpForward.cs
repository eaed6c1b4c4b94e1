namespace I2MoE.Dsl.Cpu;

/// <summary>The dense MLP branch of a block on the rows of a chunk: x + drop(contract(drop(gelu(expand(norm(x)))))), all in the cache.</summary>
internal unsafe struct MlpForward : IChunkKernel
{
    /// <summary>The normalisation x comes from; its result is written to the cache only.</summary>
    public LayerNormForward<float, FloatStorage> Norm;
    public float* ExpandPanels;

    /// <summary>Takes the hidden layer before bias and GELU.</summary>
    public float* Hidden;

    /// <summary>The activation of the hidden layer.</summary>
    public GeluForward<float, FloatStorage> Activation;
    public float* ContractPanels;

    /// <summary>The end of the branch, whose product is made here.</summary>
    public BranchEnd<float, FloatStorage> End;

    /// <inheritdoc/>
    public readonly void Run(int chunk)
    {
        int width = Norm.Width;
        int hiddenWidth = Activation.Width;
        long first = (long)chunk * RowChunks.Rows;
        int rows = (int)Math.Min(RowChunks.Rows, Norm.Rows - first);
        using var scratch = new HeadScratch((long)rows * (width + hiddenWidth));
        float* normal = scratch.Take(rows, width);
        float* active = scratch.Take(rows, hiddenWidth);
        float* hidden = Hidden + (first * hiddenWidth);
        float* product = End.Product + (first * width);

        // The kernels of parts reckon from the first row of all; what lies in the cache begins with the chunk.
        LayerNormForward<float, FloatStorage> norm = Norm;
        norm.Output = normal - (first * width);
        norm.Run(chunk);
        PanelProduct.Multiply(normal, rows, width, ExpandPanels, hiddenWidth, hidden);
        GeluForward<float, FloatStorage> activation = Activation;
        activation.Input = hidden - (first * hiddenWidth);
        activation.Output = active - (first * hiddenWidth);
        activation.Run(chunk);
        PanelProduct.Multiply(active, rows, hiddenWidth, ContractPanels, width, product);
        End.Run(chunk);
    }
}
