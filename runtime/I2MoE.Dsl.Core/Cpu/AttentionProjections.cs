namespace I2MoE.Dsl.Cpu;

/// <summary>Normalisation, and the queries, keys and values of its result, on the rows of a chunk.</summary>
internal unsafe struct AttentionProjections : IChunkKernel
{
    /// <summary>The normalisation; its result is written to the cache only.</summary>
    public LayerNormForward<float, FloatStorage> Norm;
    public RowProduct Query;
    public RowProduct KeyValue;

    /// <inheritdoc/>
    public readonly void Run(int chunk)
    {
        int width = Norm.Width;
        long first = (long)chunk * RowChunks.Rows;
        int rows = (int)Math.Min(RowChunks.Rows, Norm.Rows - first);
        using var scratch = new HeadScratch((long)rows * width);
        float* normal = scratch.Take(rows, width);
        LayerNormForward<float, FloatStorage> norm = Norm;
        norm.Output = normal - (first * width);
        norm.Run(chunk);
        Query.Run(normal, first, rows, width);
        KeyValue.Run(normal, first, rows, width);
    }
}
