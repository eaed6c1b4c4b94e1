namespace I2MoE.Dsl.Cpu;

/// <summary>Who computes what has more than one way on the CPU. Each does what the one before it does, and more.</summary>
internal enum CpuComputation
{
    /// <summary>The operations of torch.</summary>
    Torch,

    /// <summary>Kernels do what lies between matrix products in few passes over memory, and the step of the optimizer in one; products are torch's.</summary>
    Kernels,

    /// <summary>Kernels make float32 products as well, together with what lies between them.</summary>
    KernelsWithProducts,
}
