using static TorchSharp.torch;

namespace I2MoE.Dsl.Cpu;

/// <summary>The computation of a branch by one engine in one precision of the linear layers.</summary>
/// <typeparam name="TSettings">The settings of the branch.</typeparam>
internal abstract class BranchComputation<TSettings>
{
    /// <summary>The result, and after it what the gradient needs.</summary>
    public abstract Tensor[] Forward(Tensor tokens, Tensor[] parameters, TSettings settings);

    /// <summary>The gradients of the tokens and the parameters.</summary>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="saved">The tokens, the parameters, and what <see cref="Forward"/> made.</param>
    /// <param name="settings">The settings of the branch.</param>
    public abstract Tensor[] Backward(Tensor gradient, Tensor[] saved, TSettings settings);
}
