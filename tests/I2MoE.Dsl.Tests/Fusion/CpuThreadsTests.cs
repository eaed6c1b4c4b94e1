using System.Runtime.CompilerServices;
using I2MoE.Dsl.Cpu;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Fusion;

[Collection(ProcessWide.Name)]
public sealed class CpuThreadsTests
{
    [Fact]
    public async Task Every_chunk_runs_once_whoever_else_runs_kernels_and_however_many_threads_there_are()
    {
        Task[] callers = [.. Enumerable.Range(1, 4).Select(threads => Task.Run(() => RunOften(threads)))];
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task A_limit_concerns_operations_of_torch_on_this_thread_alone_and_ends() => await Task.Run(() =>
    {
        int before = torch.get_num_threads();
        using (TorchThreads? limit = TorchThreads.Limit(before + 2))
        {
            Assert.Equal(before, TorchThreads.OfKernels);
            Assert.Equal(limit is null ? before : before + 2, torch.get_num_threads());
            Assert.Null(TorchThreads.Limit(1));
            int elsewhere = 0;
            var other = new Thread(() => elsewhere = torch.get_num_threads());
            other.Start();
            other.Join();
            Assert.Equal(before, elsewhere);
        }

        Assert.Equal(before, torch.get_num_threads());
    });

    [Fact]
    public unsafe void What_a_chunk_throws_reaches_the_caller_after_every_chunk_has_ended_and_the_helpers_are_free_again()
    {
        int* counts = stackalloc int[100];
        int free = 0;
        for (int repeat = 1; repeat <= 200; repeat++)
        {
            // Each chunk in turn, so that it is claimed now by this thread and now by a helper.
            var kernel = new CountKernel { Counts = counts, Fails = repeat % 100 };
            InvalidOperationException? problem = null;
            try
            {
                free += KernelWorkers.TryRun(Unsafe.AsPointer(ref kernel), &Run, 100, 3) ? 1 : 0;
            }
            catch (InvalidOperationException thrown)
            {
                problem = thrown;
            }

            Assert.Equal("A chunk failed.", problem?.Message);
        }

        Assert.Equal(0, free);
        for (int chunk = 0; chunk < 100; chunk++)
        {
            Assert.Equal(200, counts[chunk]);
        }

        var sound = new CountKernel { Counts = counts, Fails = -1 };
        Assert.True(KernelWorkers.TryRun(Unsafe.AsPointer(ref sound), &Run, 100, 3), "The helpers are still taken.");
    }

    [Fact]
    public unsafe void What_a_chunk_throws_leaves_CpuThreads_whatever_the_number_of_threads()
    {
        int threads = torch.get_num_threads();
        int* counts = stackalloc int[100];
        try
        {
            foreach (int count in new[] { 1, 3 })
            {
                torch.set_num_threads(count);
                var kernel = new CountKernel { Counts = counts, Fails = 50 };
                InvalidOperationException? problem = null;
                try
                {
                    CpuThreads.Run(100, kernel);
                }
                catch (InvalidOperationException thrown)
                {
                    problem = thrown;
                }

                Assert.Equal("A chunk failed.", problem?.Message);
            }
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    private static unsafe void RunOften(int threads)
    {
        using TorchThreads? limit = TorchThreads.Limit(1);
        int* counts = stackalloc int[100];
        for (int repeat = 1; repeat <= 500; repeat++)
        {
            var kernel = new CountKernel { Counts = counts, Fails = -1 };
            if (!KernelWorkers.TryRun(Unsafe.AsPointer(ref kernel), &Run, 100, threads + 1))
            {
                for (int chunk = 0; chunk < 100; chunk++)
                {
                    kernel.Run(chunk);
                }
            }

            for (int chunk = 0; chunk < 100; chunk++)
            {
                Assert.Equal(repeat, counts[chunk]);
            }
        }
    }

    private static unsafe void Run(void* kernel, int chunk) => Unsafe.AsRef<CountKernel>(kernel).Run(chunk);

    private unsafe struct CountKernel : IChunkKernel
    {
        public int* Counts;

        public int Fails;

        public readonly void Run(int chunk)
        {
            Interlocked.Increment(ref Counts[chunk]);
            if (chunk == Fails)
            {
                throw new InvalidOperationException("A chunk failed.");
            }
        }
    }
}
