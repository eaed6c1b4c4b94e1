namespace I2MoE.Dsl.Cpu;

/// <summary>The gradients of <see cref="AttentionProjections"/>, but for those of the weights, on the rows of a chunk.</summary>
internal unsafe struct AttentionProjectionsBackward : IChunkKernel
{
    /// <summary>The gradient of the queries, [rows, D].</summary>
    public float* QueryGradient;

    /// <summary>The gradients of keys and values, [rows, 2 D].</summary>
    public float* KeyValueGradient;

    /// <summary>The weight of the queries, packed for the gradient of its rows.</summary>
    public float* QueryPanels;

    /// <summary>The weight of keys and values, packed likewise.</summary>
    public float* KeyValuePanels;

    /// <summary>The normalisation, made again for the gradients of the weights.</summary>
    public LayerNormForward<float, FloatStorage> Norm;

    /// <summary>The gradient of the normalisation, whose own gradient is in the cache only.</summary>
    public LayerNormBackward<float, FloatStorage> NormGradient;

    /// <inheritdoc/>
    public readonly void Run(int chunk)
    {
        int width = Norm.Width;
        long first = (long)chunk * RowChunks.Rows;
        int rows = (int)Math.Min(RowChunks.Rows, Norm.Rows - first);
        using var scratch = new HeadScratch((long)rows * width);
        float* normalGradient = scratch.Take(rows, width);
        PanelProduct.Multiply(QueryGradient + (first * width), rows, width, QueryPanels, width, normalGradient);
        PanelProduct.Multiply(KeyValueGradient + (first * 2 * width), rows, 2 * width, KeyValuePanels, width, normalGradient, adds: true);
        Norm.Run(chunk);
        LayerNormBackward<float, FloatStorage> normGradient = NormGradient;
        normGradient.OutputGradient = normalGradient - (first * width);
        normGradient.Run(chunk);
    }
}
