namespace I2MoE.Dsl.Cpu;

/// <summary>A computation on CPU tensors that falls into chunks. Chunks write apart from each other, so that they may run on any thread in any order.</summary>
internal interface IChunkKernel
{
    /// <summary>Computes one chunk, on any thread. What it throws (memory may run out) reaches whoever ran the kernel.</summary>
    void Run(int chunk);
}
