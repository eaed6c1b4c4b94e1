using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Fusion;

/// <summary>What an <see cref="AttentionBranch"/> computes with, besides tensors.</summary>
/// <param name="Sizes">Layout of the tokens, heads, and the mask of the attention weights.</param>
/// <param name="HasResidual">Whether the tokens are added to the result, as in a standard block; otherwise its second dropout is.</param>
/// <param name="Dropout">The mask of the projection.</param>
/// <param name="SecondDropout">The second mask, where there is no residual path.</param>
/// <param name="Precision">What the linear layers compute in.</param>
internal sealed record AttentionBranchSettings(AttentionSizes Sizes, bool HasResidual, DropoutStream Dropout, DropoutStream SecondDropout, Precision Precision)
{
    private static readonly AttentionBranch.Computation s_own = new OwnAttention();
    private static readonly AttentionBranch.Computation s_float = new AttentionBranch.Computation<float, FloatStorage>();
    private static readonly AttentionBranch.Computation s_bFloat16 = new AttentionBranch.Computation<ushort, BFloat16Storage>();

    /// <summary>The computation on so many rows in the precision asked for.</summary>
    public AttentionBranch.Computation Compute(int rows) => Precision == Precision.Bf16 ? s_bFloat16 : OwnProducts.Fit(rows) ? s_own : s_float;
}
