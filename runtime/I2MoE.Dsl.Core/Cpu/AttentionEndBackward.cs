namespace I2MoE.Dsl.Cpu;

/// <summary>The gradients of <see cref="AttentionEnd"/>, but for that of the weight, on the rows of a chunk.</summary>
internal unsafe struct AttentionEndBackward : IChunkKernel
{
    /// <summary>The end of the branch; makes the gradient of its product.</summary>
    public BranchEndBackward<float, FloatStorage> End;

    /// <summary>Makes the gradient of the mixed values.</summary>
    public RowProduct Projection;

    /// <inheritdoc/>
    public readonly void Run(int chunk)
    {
        long first = (long)chunk * RowChunks.Rows;
        int rows = (int)Math.Min(RowChunks.Rows, End.Rows - first);
        End.Run(chunk);
        Projection.Run(End.ProductGradient + (first * End.Width), first, rows, End.Width);
    }
}
