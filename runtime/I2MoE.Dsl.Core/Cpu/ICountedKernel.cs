namespace I2MoE.Dsl.Cpu;

/// <summary>A kernel that knows the number of its chunks.</summary>
internal interface ICountedKernel : IChunkKernel
{
    /// <summary>The number of chunks.</summary>
    int Chunks { get; }
}
