using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Encoders;

/// <summary>Linear layers with ReLU and dropout between them, [B, F] to [B, D].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MlpEncoder : Encoder
{
    private readonly Mlp _mlp;

    /// <summary>Creates the encoder.</summary>
    /// <param name="features">The number of features F.</param>
    /// <param name="embeddingDim">The size D of the embedding.</param>
    /// <param name="options">Layers, hidden width and dropout.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public MlpEncoder(int features, int embeddingDim, MlpEncoderOptions options, ParameterInitializer initializer)
        : base(nameof(MlpEncoder))
    {
        ArgumentNullException.ThrowIfNull(options);
        _mlp = new(features, options.HiddenDim, embeddingDim, options.Layers, options.Dropout, initializer);
        register_module("mlp", _mlp);
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => _mlp.Forward(input, dropout);
}
