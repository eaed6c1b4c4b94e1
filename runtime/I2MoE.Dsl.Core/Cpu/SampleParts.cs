using TorchSharp;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// Computes samples in parts of <see cref="Samples"/>, several parts at once with one thread each. It is for operations that torch makes step by step
/// (recurrent layers): a step is too small for several threads, and parts of the batch need not wait for each other at every step.
/// </summary>
internal static class SampleParts
{
    /// <summary>The samples of a part, the same whatever the number of threads, so that no result depends on it.</summary>
    public const int Samples = 32;

    /// <summary>Whether there is more than one part to compute: on the CPU, without gradients, which belong to the thread that computes.</summary>
    public static bool Divide(torch.Tensor input) =>
        input.device_type == DeviceType.CPU && input.shape[0] > Samples && !torch.is_grad_enabled();

    /// <summary>Computes all samples.</summary>
    /// <param name="input">The input, [B, …].</param>
    /// <param name="compute">Computes samples, [b, …] to [b, …], on any thread and without gradients.</param>
    /// <returns>The results in the order of the samples, [B, …].</returns>
    public static torch.Tensor Compute(torch.Tensor input, Func<torch.Tensor, torch.Tensor> compute)
    {
        int parts = (int)((input.shape[0] + Samples - 1) / Samples);
        var results = new torch.Tensor?[parts];
        try
        {
            CpuThreads.Run(parts, new Kernel(input, compute, results));
            return torch.cat(results!, 0);
        }
        finally
        {
            foreach (torch.Tensor? result in results)
            {
                result?.Dispose();
            }
        }
    }

    private readonly struct Kernel(torch.Tensor input, Func<torch.Tensor, torch.Tensor> compute, torch.Tensor?[] results) : IChunkKernel
    {
        public void Run(int chunk)
        {
            long first = (long)chunk * Samples;
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGradients = torch.no_grad();
            using TorchThreads? limit = TorchThreads.Limit(1);
            results[chunk] = compute(input.narrow(0, first, Math.Min(Samples, input.shape[0] - first))).DetachFromDisposeScope();
        }
    }
}
