using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Encoders;

/// <summary>One linear layer, [B, F] to [B, D].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LinearEncoder : Encoder
{
    private readonly LinearLayer _linear;

    /// <summary>Creates the encoder.</summary>
    /// <param name="features">The number of features F.</param>
    /// <param name="embeddingDim">The size D of the embedding.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public LinearEncoder(int features, int embeddingDim, ParameterInitializer initializer)
        : base(nameof(LinearEncoder))
    {
        _linear = new(features, embeddingDim, initializer);
        register_module("linear", _linear);
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => _linear.forward(input);
}
