using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Fusion;

/// <summary>What an <see cref="MlpBranch"/> computes with, besides tensors.</summary>
/// <param name="HiddenDropout">The mask of the hidden layer.</param>
/// <param name="Dropout">The mask of the result, before it is added to the tokens.</param>
/// <param name="Precision">What the linear layers compute in.</param>
internal sealed record MlpBranchSettings(DropoutStream HiddenDropout, DropoutStream Dropout, Precision Precision)
{
    private static readonly MlpBranch.Computation s_own = new OwnMlp();
    private static readonly MlpBranch.Computation s_float = new MlpBranch.Computation<float, FloatStorage>();
    private static readonly MlpBranch.Computation s_bFloat16 = new MlpBranch.Computation<ushort, BFloat16Storage>();

    /// <summary>The computation on so many rows in the precision asked for.</summary>
    public MlpBranch.Computation Compute(int rows) => Precision == Precision.Bf16 ? s_bFloat16 : OwnProducts.Fit(rows) ? s_own : s_float;
}
