namespace I2MoE.Dsl.Cpu;

/// <summary>What a <see cref="KernelBranch{TBranch, TSettings}"/> computes with, besides tensors.</summary>
/// <typeparam name="TSettings">The settings themselves.</typeparam>
internal interface IBranchSettings<TSettings>
    where TSettings : class, IBranchSettings<TSettings>
{
    /// <summary>The computation on so many rows in the precision asked for.</summary>
    BranchComputation<TSettings> Compute(int rows);
}
