namespace I2MoE.Dsl.Experts;

/// <summary>How a bank executes its experts. The results are equal within float rounding.</summary>
public enum ExecutionPlan
{
    /// <summary>Sequential on the CPU, batched on a GPU.</summary>
    Auto,

    /// <summary>One expert after another: fits the cache of a CPU and needs the least memory.</summary>
    Sequential,

    /// <summary>All experts in one batched kernel each: fewest launches, for a GPU.</summary>
    Batched,
}
