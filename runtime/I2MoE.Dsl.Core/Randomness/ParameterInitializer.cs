using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Randomness;

/// <summary>Draws the initial parameters of a model, one after another, from one stream of a seed.</summary>
public sealed class ParameterInitializer
{
    private readonly torch.Generator _generator;

    /// <summary>Begins the stream of the initial parameters of a seed.</summary>
    /// <param name="seed">The seed; equal seeds give equal parameters.</param>
    public ParameterInitializer(long seed)
        : this(RandomKey.Of(seed, RandomPurpose.Initialization))
    {
    }

    /// <summary>Begins a stream.</summary>
    /// <param name="key">The name of the stream.</param>
    internal ParameterInitializer(RandomKey key)
    {
        _generator = key.CreateGenerator(torch.CPU);
    }

    /// <summary>The initializer of the parameters of a bank of experts.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="initialization">Whether all experts start alike.</param>
    public ExpertInitializer ForExperts(int experts, ExpertInitialization initialization) => new(this, experts, initialization);

    /// <summary>A parameter drawn uniformly from [-bound, bound].</summary>
    public Parameter Uniform(double bound, params long[] shape) => Own(DrawUniform(bound, shape));

    /// <summary>A parameter drawn from a normal distribution of mean 0.</summary>
    public Parameter Normal(double deviation, params long[] shape) =>
        Own(torch.randn(shape, dtype: torch.float32, generator: _generator).mul_(TorchNumber.Of(deviation)));

    /// <summary>A parameter filled with one value.</summary>
    public static Parameter Constant(double value, params long[] shape) => Own(torch.full(shape, TorchNumber.Of(value), dtype: torch.float32));

    internal torch.Tensor DrawUniform(double bound, params long[] shape) =>
        torch.rand(shape, dtype: torch.float32, generator: _generator).mul_(TorchNumber.Of(2 * bound)).sub_(TorchNumber.Of(bound));

    // Parameters outlive the dispose scope that a caller may have open.
    internal static Parameter Own(torch.Tensor value)
    {
        var parameter = new Parameter(value);
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
