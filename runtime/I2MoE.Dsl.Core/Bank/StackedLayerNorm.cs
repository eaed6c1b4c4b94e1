using System.ComponentModel;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Bank;

/// <summary>The layer normalisations of all experts over the last dimension, with stacked gains and biases [E, D].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StackedLayerNorm : torch.nn.Module
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly long[] _normalizedShape;

    /// <summary>Creates the layer with gain 1 and bias 0.</summary>
    /// <param name="dimension">The length D of the last dimension.</param>
    /// <param name="initializer">Makes the stacked parameters.</param>
    public StackedLayerNorm(int dimension, ExpertInitializer initializer)
        : base(nameof(StackedLayerNorm))
    {
        _normalizedShape = [dimension];
        _weight = initializer.Constant(1, dimension);
        _bias = initializer.Constant(0, dimension);
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    /// <summary>The gains, [E, D].</summary>
    public Parameter Weight => _weight;

    /// <summary>The biases, [E, D].</summary>
    public Parameter Bias => _bias;

    /// <summary>Normalises [..., D] for one expert, or [E, ..., D] for all.</summary>
    public torch.Tensor Forward(torch.Tensor input, ExpertView view)
    {
        torch.Tensor weight = view.Of(_weight);
        torch.Tensor bias = view.Of(_bias);
        if (view.IsSingle)
        {
            return torch.nn.functional.layer_norm(input, _normalizedShape, weight, bias);
        }

        long[] perExpert = [weight.shape[0], .. Enumerable.Repeat(1L, (int)input.dim() - 2), weight.shape[1]];
        return (torch.nn.functional.layer_norm(input, _normalizedShape) * weight.view(perExpert)).Plus(bias.view(perExpert));
    }
}
