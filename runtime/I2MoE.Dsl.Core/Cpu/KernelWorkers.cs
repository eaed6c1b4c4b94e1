using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// The threads that help to run the chunks of a kernel. Chunks are claimed one by one, and the calling thread waits for those only that another
/// has claimed: where the cores are busy with other programs and no helper is scheduled, it runs all of them itself and waits for nobody.
/// </summary>
internal static unsafe class KernelWorkers
{
    // How long a helper looks for the next kernel before it sleeps: longer than what lies between two kernels of a step.
    private static readonly long s_patience = Stopwatch.Frequency / 2_000;

    private static readonly SemaphoreSlim s_wake = new(0);
    private static readonly Lock s_gate = new();
    private static int s_workers;
    private static int s_helpers;
    private static int s_sleeping;
    private static int s_isTaken;

    // The kernel that runs: which one it is in the upper half, and how many of its chunks nobody has claimed in the lower.
    private static long s_ticket;
    private static int s_done;
    private static int s_chunks;
    private static void* s_kernel;
    private static delegate*<void*, int, void> s_run;
    private static Exception? s_problem;

    /// <summary>Runs chunks 0 to <paramref name="chunks"/> - 1 of a kernel on up to so many threads, this one among them.</summary>
    /// <param name="kernel">The kernel, at a place that does not move.</param>
    /// <param name="run">Runs one chunk of it.</param>
    /// <param name="chunks">The number of chunks.</param>
    /// <param name="threads">The number of threads, at least 2.</param>
    /// <returns>Whether it has been run; otherwise the helpers work for another thread.</returns>
    /// <remarks>What a chunk throws, on whichever thread, is thrown here once no thread is at work on the kernel any more.</remarks>
    public static bool TryRun(void* kernel, delegate*<void*, int, void> run, int chunks, int threads)
    {
        if (Interlocked.Exchange(ref s_isTaken, 1) == 1)
        {
            return false;
        }

        try
        {
            Start(threads - 1);
        }
        catch (OutOfMemoryException)
        {
            // No thread is to be had: those that are there do the work, this one at least.
        }

        s_helpers = threads - 1;
        s_kernel = kernel;
        s_run = run;
        s_chunks = chunks;
        s_done = 0;
        long kind = (s_ticket >> 32) + 1;
        Interlocked.Exchange(ref s_ticket, (kind << 32) | (uint)chunks);
        int sleeping = Math.Min(Volatile.Read(ref s_sleeping), threads - 1);
        if (sleeping > 0)
        {
            s_wake.Release(sleeping);
        }

        while (TryRunChunk())
        {
        }

        SpinWait wait = default;
        while (Volatile.Read(ref s_done) < chunks)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        Exception? problem = Interlocked.Exchange(ref s_problem, null);
        Volatile.Write(ref s_isTaken, 0);
        if (problem is not null)
        {
            ExceptionDispatchInfo.Throw(problem);
        }

        return true;
    }

    // A claimed chunk keeps its kernel from ending, so what belongs to the kernel may be read once the claim has succeeded.
    private static bool TryRunChunk()
    {
        long ticket = Volatile.Read(ref s_ticket);
        while ((uint)ticket != 0)
        {
            long seen = Interlocked.CompareExchange(ref s_ticket, ticket - 1, ticket);
            if (seen == ticket)
            {
                RunClaimed(s_chunks - (int)(uint)ticket);
                return true;
            }

            ticket = seen;
        }

        return false;
    }

    // Whatever happens to a chunk, it counts as done: the caller waits for all that were claimed, and the kernel lies on its stack.
    private static void RunClaimed(int chunk)
    {
        try
        {
            s_run(s_kernel, chunk);
        }
        catch (Exception problem)
        {
            _ = Interlocked.CompareExchange(ref s_problem, problem, null);
        }
        finally
        {
            Interlocked.Increment(ref s_done);
        }
    }

    private static void Start(int workers)
    {
        if (workers <= Volatile.Read(ref s_workers))
        {
            return;
        }

        lock (s_gate)
        {
            for (; s_workers < workers; s_workers++)
            {
                int worker = s_workers;
                new Thread(() => Work(worker)) { IsBackground = true, Name = "I2MoE kernels" }.Start();
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Work(int worker)
    {
        while (true)
        {
            long idle = Stopwatch.GetTimestamp();
            while (Stopwatch.GetTimestamp() - idle < s_patience)
            {
                if (worker < Volatile.Read(ref s_helpers) && TryRunChunk())
                {
                    idle = Stopwatch.GetTimestamp();
                }
                else
                {
                    // Whoever else wants this core, a thread of torch above all, gets it at once.
                    Thread.SpinWait(8);
                    Thread.Yield();
                }
            }

            // Whoever publishes a kernel reads the number of sleepers afterwards, so that one of the two sees the other.
            Interlocked.Increment(ref s_sleeping);
            if (worker >= Volatile.Read(ref s_helpers) || (uint)Volatile.Read(ref s_ticket) == 0)
            {
                s_wake.Wait();
            }

            Interlocked.Decrement(ref s_sleeping);
        }
    }
}
