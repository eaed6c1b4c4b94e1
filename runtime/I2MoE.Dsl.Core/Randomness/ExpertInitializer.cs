using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Randomness;

/// <summary>Draws the stacked parameters [E, …] of a bank of experts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExpertInitializer
{
    private readonly ParameterInitializer _initializer;
    private readonly ExpertInitialization _initialization;

    internal ExpertInitializer(ParameterInitializer initializer, int experts, ExpertInitialization initialization)
    {
        _initializer = initializer;
        _initialization = initialization;
        Experts = experts;
    }

    /// <summary>The number of experts E.</summary>
    public int Experts { get; }

    /// <summary>A stacked parameter [E, shape] drawn uniformly from [-bound, bound].</summary>
    public Parameter Uniform(double bound, params long[] shape)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor value = _initialization == ExpertInitialization.Identical
            ? _initializer.DrawUniform(bound, [1, .. shape]).expand([Experts, .. shape]).contiguous()
            : _initializer.DrawUniform(bound, [Experts, .. shape]);
        return ParameterInitializer.Own(value.clone());
    }

    /// <summary>A stacked parameter [E, shape] filled with one value.</summary>
    public Parameter Constant(double value, params long[] shape) => ParameterInitializer.Constant(value, [Experts, .. shape]);
}
