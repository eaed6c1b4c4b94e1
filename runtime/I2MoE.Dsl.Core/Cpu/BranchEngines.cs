namespace I2MoE.Dsl.Cpu;

/// <summary>The engines of a branch: products of this library or torch's in float32, and torch's in bfloat16.</summary>
/// <typeparam name="TComputation">The computation of the branch.</typeparam>
/// <param name="Own">Products of this library, where the <see cref="ICpuEngine"/> makes them.</param>
/// <param name="Single">Products of torch in float32.</param>
/// <param name="BFloat16">Products of torch in bfloat16.</param>
internal sealed record BranchEngines<TComputation>(TComputation Own, TComputation Single, TComputation BFloat16)
{
    /// <summary>The engine for so many rows in the precision asked for.</summary>
    public TComputation For(Precision precision, int rows) => precision == Precision.Bf16 ? BFloat16 : CpuEngine.Chosen.MakesProducts(rows) ? Own : Single;
}
