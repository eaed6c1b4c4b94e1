using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;
using Catalogue = I2MoE.Dsl.Specification.Catalogue.Cnn3dEncoderOptions;

namespace I2MoE.Dsl.Encoders;

/// <summary>
/// The paper's network for brain volumes: six convolutions with 32, 32, 64, 64, 128 and D channels, a pool of 2, 3 and 4 after every second
/// one, and the mean over what is left. [B, C, Z, H, W] to [B, D].
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Cnn3dEncoder : Encoder
{
    private const int Dimensions = 3;
    private readonly ModuleList<ConvolutionLayer> _layers = new();

    /// <summary>Creates the encoder.</summary>
    /// <param name="channels">The number of channels C of a volume.</param>
    /// <param name="embeddingDim">The size D of the embedding.</param>
    /// <param name="options">Batch normalisation.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public Cnn3dEncoder(int channels, int embeddingDim, Cnn3dEncoderOptions options, ParameterInitializer initializer)
        : base(nameof(Cnn3dEncoder))
    {
        ArgumentNullException.ThrowIfNull(options);
        int last = channels;
        foreach (int outputs in Catalogue.Channels.Append(embeddingDim))
        {
            _layers.Add(new ConvolutionLayer(Dimensions, last, outputs, Catalogue.KernelSize, options.BatchNorm, initializer));
            last = outputs;
        }

        register_module("layers", _layers);
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout)
    {
        torch.Tensor hidden = input;
        for (int pool = 0; pool < Catalogue.Pools.Count; pool++)
        {
            hidden = _layers[2 * pool].Forward(hidden, dropout);
            hidden = _layers[(2 * pool) + 1].Forward(hidden, dropout);
            hidden = ConvolutionLayer.Pool(hidden, Dimensions, Catalogue.Pools[pool]);
        }

        return hidden.flatten(2).mean([2]);
    }
}
