using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// Runs the chunks of a kernel on as many threads as torch is set to use by the calling thread: on <see cref="KernelWorkers"/>, or on torch's own
/// threads where those wait so long for work that they would take the cores from others.
/// </summary>
internal static unsafe class CpuThreads
{
    private static readonly delegate* unmanaged<delegate* unmanaged<Work*, void>, Work*, uint, uint, void> s_openMp =
        OpenMpWaiting.IsLong ? FindOpenMp() : null;

    /// <summary>Runs chunks 0 to <paramref name="chunks"/> - 1. What one of them throws, whichever thread it is on, is thrown here.</summary>
    public static void Run<TKernel>(int chunks, TKernel kernel)
        where TKernel : struct, IChunkKernel
    {
        int threads = chunks > 1 ? Math.Min(chunks, TorchThreads.OfKernels) : 1;
        if (threads > 1 && s_openMp is not null)
        {
            // The kernel lies on this thread's stack, which stands still until all chunks are done.
            var work = new Work { Kernel = Unsafe.AsPointer(ref kernel), Run = &RunChunk<TKernel>, Chunks = chunks };
            s_openMp(&TakeChunks, &work, (uint)threads, 0);
            ThrowProblem(work.Problem);
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
        // No exception may leave a function that native code calls.
        try
        {
            int chunk;
            while ((chunk = Interlocked.Increment(ref work->Taken) - 1) < work->Chunks)
            {
                work->Run(work->Kernel, chunk);
            }
        }
        catch (Exception problem)
        {
            var handle = GCHandle.Alloc(problem);
            if (Interlocked.CompareExchange(ref work->Problem, GCHandle.ToIntPtr(handle), 0) != 0)
            {
                handle.Free();
            }
        }
    }

    private static void ThrowProblem(nint problem)
    {
        if (problem != 0)
        {
            var handle = GCHandle.FromIntPtr(problem);
            var thrown = (Exception)handle.Target!;
            handle.Free();
            ExceptionDispatchInfo.Throw(thrown);
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

        /// <summary>The handle of what a chunk threw first; 0 where none did.</summary>
        public nint Problem;
    }
}
