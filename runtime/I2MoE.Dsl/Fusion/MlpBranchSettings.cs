using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Layers.Kernels;

namespace I2MoE.Dsl.Fusion;

/// <summary>What an <see cref="MlpBranch"/> computes with, besides tensors.</summary>
/// <param name="HiddenDropout">The mask of the hidden layer.</param>
/// <param name="Dropout">The mask of the result, before it is added to the tokens.</param>
/// <param name="InBFloat16">Whether linear layers compute in bfloat16.</param>
internal sealed record MlpBranchSettings(DropoutStream HiddenDropout, DropoutStream Dropout, bool InBFloat16)
{
    private static readonly MlpBranch.Computation s_float = new MlpBranch.Computation<float, FloatStorage>();
    private static readonly MlpBranch.Computation s_bFloat16 = new MlpBranch.Computation<ushort, BFloat16Storage>();

    /// <summary>The computation in the precision asked for.</summary>
    public MlpBranch.Computation Compute => InBFloat16 ? s_bFloat16 : s_float;
}
