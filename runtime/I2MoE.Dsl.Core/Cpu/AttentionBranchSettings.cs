using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Cpu;

/// <summary>What an <see cref="AttentionBranch"/> computes with, besides tensors.</summary>
/// <param name="Sizes">Layout of the tokens, heads, and the mask of the attention weights.</param>
/// <param name="HasResidual">Whether the tokens are added to the result, as in a standard block; otherwise its second dropout is.</param>
/// <param name="Dropout">The mask of the projection.</param>
/// <param name="SecondDropout">The second mask, where there is no residual path.</param>
/// <param name="Precision">What the linear layers compute in.</param>
internal sealed record AttentionBranchSettings(AttentionSizes Sizes, bool HasResidual, DropoutStream Dropout, DropoutStream SecondDropout, Precision Precision)
    : IBranchSettings<AttentionBranchSettings>
{
    /// <summary>The engines of the branch.</summary>
    public static BranchEngines<BranchComputation<AttentionBranchSettings>> Engines { get; } = new(
        new OwnAttention(), new AttentionBranch.Computation<float, FloatStorage>(), new AttentionBranch.Computation<ushort, BFloat16Storage>());

    /// <inheritdoc/>
    public BranchComputation<AttentionBranchSettings> Compute(int rows) => Engines.For(Precision, rows);
}
