using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Encoders;

/// <summary>Convolutions over an image, flattened, and a linear layer: [B, C, H, W] to [B, D].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Cnn2dEncoder : Encoder
{
    private readonly ConvolutionBlocks _network;

    /// <summary>Creates the encoder.</summary>
    /// <param name="channels">The number of channels C of an image.</param>
    /// <param name="height">The height H.</param>
    /// <param name="width">The width W.</param>
    /// <param name="embeddingDim">The size D of the embedding.</param>
    /// <param name="options">Blocks, kernel, pool, batch normalisation and dropout.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public Cnn2dEncoder(int channels, int height, int width, int embeddingDim, Cnn2dEncoderOptions options, ParameterInitializer initializer)
        : base(nameof(Cnn2dEncoder))
    {
        ArgumentNullException.ThrowIfNull(options);
        _network = new(channels, [height, width], options.Channels, options.KernelSize, options.Pool, options.BatchNorm, options.Dropout, embeddingDim, initializer);
        register_module("network", _network);
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => _network.Forward(input, dropout);
}
