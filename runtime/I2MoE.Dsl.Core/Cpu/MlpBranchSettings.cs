using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Cpu;

/// <summary>What an <see cref="MlpBranch"/> computes with, besides tensors.</summary>
/// <param name="HiddenDropout">The mask of the hidden layer.</param>
/// <param name="Dropout">The mask of the result, before it is added to the tokens.</param>
/// <param name="Precision">What the linear layers compute in.</param>
internal sealed record MlpBranchSettings(DropoutStream HiddenDropout, DropoutStream Dropout, Precision Precision)
    : IBranchSettings<MlpBranchSettings>
{
    /// <summary>The engines of the branch.</summary>
    public static BranchEngines<MlpBranch.Computation> Engines { get; } = new(
        new OwnMlp(), new MlpBranch.Computation<float, FloatStorage>(), new MlpBranch.Computation<ushort, BFloat16Storage>());

    /// <inheritdoc/>
    public BranchComputation<MlpBranchSettings> Compute(int rows) => Engines.For(Precision, rows);
}
