using System.Runtime.CompilerServices;
using TorchSharp;

namespace I2MoE.Dsl.Layers.Kernels;

/// <summary>Runs the chunks of a kernel on as many threads as torch is set to use by the calling thread.</summary>
internal static unsafe class CpuThreads
{
    /// <summary>Runs chunks 0 to <paramref name="chunks"/> - 1.</summary>
    public static void Run<TKernel>(int chunks, TKernel kernel)
        where TKernel : struct, IChunkKernel
    {
        int threads = Math.Min(chunks, torch.get_num_threads());

        // The kernel lies on this thread's stack, which stands still until all chunks are done.
        if (threads > 1 && KernelWorkers.TryRun(Unsafe.AsPointer(ref kernel), &RunChunk<TKernel>, chunks, threads))
        {
            return;
        }

        for (int chunk = 0; chunk < chunks; chunk++)
        {
            kernel.Run(chunk);
        }
    }

    private static void RunChunk<TKernel>(void* kernel, int chunk)
        where TKernel : struct, IChunkKernel => Unsafe.AsRef<TKernel>(kernel).Run(chunk);
}
