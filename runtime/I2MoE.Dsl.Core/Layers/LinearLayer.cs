using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Layers;

/// <summary>A linear map with bias, [..., inputs] to [..., outputs], with PyTorch's initial distribution drawn from a known stream.</summary>
public sealed class LinearLayer : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;

    /// <summary>Creates the layer.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="initializer">Draws weight and bias uniformly from +-1 / sqrt(inputs).</param>
    public LinearLayer(int inputs, int outputs, ParameterInitializer initializer)
        : base(nameof(LinearLayer))
    {
        double bound = 1 / Math.Sqrt(inputs);
        _weight = initializer.Uniform(bound, outputs, inputs);
        _bias = initializer.Uniform(bound, outputs);
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    /// <summary>The weights, [outputs, inputs].</summary>
    public Parameter Weight => _weight;

    /// <summary>The biases, [outputs].</summary>
    public Parameter Bias => _bias;

    /// <inheritdoc/>
    public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.linear(input, _weight, _bias);
}
