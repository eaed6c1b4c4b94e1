using System.ComponentModel;

namespace I2MoE.Dsl.Bank;

/// <summary>How a bank executes its experts. The results are equal within float rounding.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ExecutionPlan
{
    /// <summary>Batched on a GPU, and on the CPU where InterpretCC is small (launching its operations costs more than they do); otherwise sequential.</summary>
    Auto,

    /// <summary>One expert after another: fits the cache of a CPU and needs the least memory.</summary>
    Sequential,

    /// <summary>All experts in one batched kernel each: fewest launches, for a GPU.</summary>
    Batched,
}
