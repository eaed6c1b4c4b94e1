using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace I2MoE.Dsl.Layers.Kernels;

/// <summary>
/// Runs the chunks of a kernel on as many threads as torch is set to use by the calling thread: on <see cref="KernelWorkers"/>, or on torch's own
/// threads where those wait so long for work that they would take the cores from others.
/// </summary>
internal static unsafe class CpuThreads
{
    private static readonly delegate* unmanaged<delegate* unmanaged<Work*, void>, Work*, uint, uint, void> s_openMp =
        OpenMpWaiting.IsLong ? FindOpenMp() : null;

    /// <summary>Runs chunks 0 to <paramref name="chunks"/> - 1.</summary>
    public static void Run<TKernel>(int chunks, TKernel kernel)
        where TKernel : struct, IChunkKernel
    {
        int threads = chunks > 1 ? Math.Min(chunks, TorchThreads.OfKernels) : 1;
        if (threads > 1 && s_openMp is not null)
        {
            // The kernel lies on this thread's stack, which stands still until all chunks are done.
            var work = new Work { Kernel = Unsafe.AsPointer(ref kernel), Run = &RunChunk<TKernel>, Chunks = chunks };
            s_openMp(&TakeChunks, &work, (uint)threads, 0);
        }
        else if (threads <= 1 || !KernelWorkers.TryRun(Unsafe.AsPointer(ref kernel), &RunChunk<TKernel>, chunks, threads))
        {
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                kernel.Run(chunk);
            }
        }
    }

    private static void RunChunk<TKernel>(void* kernel, int chunk)
        where TKernel : struct, IChunkKernel => Unsafe.AsRef<TKernel>(kernel).Run(chunk);

    [UnmanagedCallersOnly]
    private static void TakeChunks(Work* work)
    {
        int chunk;
        while ((chunk = Interlocked.Increment(ref work->Taken) - 1) < work->Chunks)
        {
            work->Run(work->Kernel, chunk);
        }
    }

    // The library is found among the dependencies of torch, which is loaded by now, whatever its file is called.
    private static delegate* unmanaged<delegate* unmanaged<Work*, void>, Work*, uint, uint, void> FindOpenMp() =>
        OperatingSystem.IsLinux()
            && NativeLibrary.TryLoad("libtorch_cpu.so", out IntPtr torchLibrary)
            && NativeLibrary.TryGetExport(torchLibrary, "GOMP_parallel", out IntPtr parallel)
            ? (delegate* unmanaged<delegate* unmanaged<Work*, void>, Work*, uint, uint, void>)parallel
            : null;

    private struct Work
    {
        public void* Kernel;
        public delegate*<void*, int, void> Run;
        public int Chunks;
        public int Taken;
    }
}
