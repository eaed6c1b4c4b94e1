namespace I2MoE.Dsl.Layers.Kernels;

/// <summary>A computation on CPU tensors that falls into chunks. Chunks write apart from each other, so that they may run on any thread in any order.</summary>
internal interface IChunkKernel
{
    /// <summary>Computes one chunk. It must not throw: it may run on a thread of the native library.</summary>
    void Run(int chunk);
}
