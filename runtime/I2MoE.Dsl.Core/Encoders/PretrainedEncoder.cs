using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Encoders;

/// <summary>Features computed elsewhere: as they are where F = D, otherwise mapped linearly. [B, F] to [B, D].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PretrainedEncoder : Encoder
{
    private readonly LinearLayer? _projection;

    /// <summary>Creates the encoder.</summary>
    /// <param name="features">The number of features F.</param>
    /// <param name="embeddingDim">The size D of the embedding.</param>
    /// <param name="initializer">Draws the initial parameters of the projection, where there is one.</param>
    public PretrainedEncoder(int features, int embeddingDim, ParameterInitializer initializer)
        : base(nameof(PretrainedEncoder))
    {
        if (features != embeddingDim)
        {
            _projection = new(features, embeddingDim, initializer);
            register_module("projection", _projection);
        }
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => _projection?.forward(input) ?? input;
}
