namespace I2MoE.Dsl.Cpu;

/// <summary>Kernels of one kind that do not depend on each other, run as one.</summary>
/// <typeparam name="TKernel">Their kind.</typeparam>
internal struct KernelSequence<TKernel> : ICountedKernel
    where TKernel : struct, ICountedKernel
{
    private readonly TKernel[] _kernels;

    /// <summary>Joins kernels.</summary>
    public KernelSequence(params TKernel[] kernels) => _kernels = kernels;

    /// <inheritdoc/>
    public readonly int Chunks => _kernels.Sum(kernel => kernel.Chunks);

    /// <summary>Runs kernels that do not depend on each other.</summary>
    public static void Run(params TKernel[] kernels)
    {
        var sequence = new KernelSequence<TKernel>(kernels);
        CpuThreads.Run(sequence.Chunks, sequence);
    }

    /// <inheritdoc/>
    public readonly void Run(int chunk)
    {
        foreach (TKernel kernel in _kernels)
        {
            if (chunk < kernel.Chunks)
            {
                kernel.Run(chunk);
                return;
            }

            chunk -= kernel.Chunks;
        }
    }
}
