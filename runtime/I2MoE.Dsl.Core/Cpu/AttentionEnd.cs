namespace I2MoE.Dsl.Cpu;

/// <summary>The projection of mixed values and the end of the attention branch, on the rows of a chunk.</summary>
internal unsafe struct AttentionEnd : IChunkKernel
{
    /// <summary>The mixed values, [rows, D].</summary>
    public float* Mixed;
    public RowProduct Projection;

    /// <summary>The end of the branch, whose product is made here.</summary>
    public BranchEnd<float, FloatStorage> End;

    /// <inheritdoc/>
    public readonly void Run(int chunk)
    {
        long first = (long)chunk * RowChunks.Rows;
        int rows = (int)Math.Min(RowChunks.Rows, End.Rows - first);
        Projection.Run(Mixed + (first * End.Width), first, rows, End.Width);
        End.Run(chunk);
    }
}
