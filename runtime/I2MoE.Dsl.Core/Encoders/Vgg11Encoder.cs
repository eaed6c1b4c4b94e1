using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;
using Catalogue = I2MoE.Dsl.Specification.Catalogue.Vgg11EncoderOptions;

namespace I2MoE.Dsl.Encoders;

/// <summary>
/// VGG11 with batch normalisation: eight convolutions in five blocks, each block ending with a pool of 2; the mean over a grid of 7 x 7, a
/// slim linear head and a linear layer. [B, C, H, W] to [B, D].
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Vgg11Encoder : Encoder
{
    private const int Dimensions = 2;
    private const int KernelSize = 3;
    private const int GridSide = 7;

    private readonly ModuleList<ConvolutionLayer> _layers = new();
    private readonly LinearLayer _head;
    private readonly LinearLayer _projection;
    private readonly double _dropout;

    /// <summary>Creates the encoder.</summary>
    /// <param name="channels">The number of channels C of an image.</param>
    /// <param name="embeddingDim">The size D of the embedding.</param>
    /// <param name="options">The width of the head and dropout.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public Vgg11Encoder(int channels, int embeddingDim, Vgg11EncoderOptions options, ParameterInitializer initializer)
        : base(nameof(Vgg11Encoder))
    {
        ArgumentNullException.ThrowIfNull(options);
        _dropout = options.Dropout;
        int last = channels;
        foreach (int outputs in Catalogue.Blocks.SelectMany(block => block))
        {
            _layers.Add(new ConvolutionLayer(Dimensions, last, outputs, KernelSize, batchNorm: true, initializer));
            last = outputs;
        }

        _head = new(last * GridSide * GridSide, options.HeadDim, initializer);
        _projection = new(options.HeadDim, embeddingDim, initializer);
        register_module("layers", _layers);
        register_module("head", _head);
        register_module("projection", _projection);
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout)
    {
        ArgumentNullException.ThrowIfNull(dropout);
        torch.Tensor hidden = input;
        int layer = 0;
        foreach (IReadOnlyList<int> block in Catalogue.Blocks)
        {
            for (int i = 0; i < block.Count; i++)
            {
                hidden = dropout.Apply(_layers[layer++].Forward(hidden, dropout), _dropout);
            }

            hidden = ConvolutionLayer.Pool(hidden, Dimensions, window: 2);
        }

        torch.Tensor grid = torch.nn.functional.adaptive_avg_pool2d(hidden, [GridSide, GridSide]);
        return _projection.forward(_head.forward(grid.flatten(1)));
    }
}
