using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Encoders;

/// <summary>Convolutions over the time of a sequence, flattened, and a linear layer: [B, T, F] to [B, D]. The features are the channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Cnn1dEncoder : Encoder, ISequenceEncoder
{
    private readonly ConvolutionBlocks _network;

    /// <summary>Creates the encoder.</summary>
    /// <param name="length">The number of time steps T.</param>
    /// <param name="features">The number of features F of a time step.</param>
    /// <param name="embeddingDim">The size D of the embedding.</param>
    /// <param name="options">Blocks, kernel, pool, batch normalisation and dropout.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public Cnn1dEncoder(int length, int features, int embeddingDim, Cnn1dEncoderOptions options, ParameterInitializer initializer)
        : base(nameof(Cnn1dEncoder))
    {
        ArgumentNullException.ThrowIfNull(options);
        _network = new(features, [length], options.Channels, options.KernelSize, options.Pool, options.BatchNorm, options.Dropout, embeddingDim, initializer);
        register_module("network", _network);
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _network.Forward(input.transpose(1, 2), dropout);
    }

    torch.Tensor ISequenceEncoder.Forward(torch.Tensor steps, torch.Tensor lengths, DropoutSource dropout) => _network.Forward(steps.transpose(1, 2), dropout, lengths);
}
