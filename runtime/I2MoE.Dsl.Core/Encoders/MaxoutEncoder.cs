using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Encoders;

/// <summary>Maxout layers, whose units take the greatest of several linear maps, with dropout, and a linear layer: [B, F] to [B, D].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MaxoutEncoder : Encoder
{
    private readonly ModuleList<LinearLayer> _layers = new();
    private readonly LinearLayer _head;
    private readonly int _pieces;
    private readonly double _dropout;

    /// <summary>Creates the encoder.</summary>
    /// <param name="features">The number of features F.</param>
    /// <param name="embeddingDim">The size D of the embedding.</param>
    /// <param name="options">Layers, hidden width, pieces and dropout.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public MaxoutEncoder(int features, int embeddingDim, MaxoutEncoderOptions options, ParameterInitializer initializer)
        : base(nameof(MaxoutEncoder))
    {
        ArgumentNullException.ThrowIfNull(options);
        _pieces = options.Pieces;
        _dropout = options.Dropout;
        for (int layer = 0; layer < options.Layers; layer++)
        {
            _layers.Add(new LinearLayer(layer == 0 ? features : options.HiddenDim, options.HiddenDim * _pieces, initializer));
        }

        _head = new(options.HiddenDim, embeddingDim, initializer);
        register_module("layers", _layers);
        register_module("head", _head);
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout)
    {
        ArgumentNullException.ThrowIfNull(dropout);
        torch.Tensor hidden = input;
        foreach (LinearLayer layer in _layers)
        {
            torch.Tensor pieces = layer.forward(hidden).view(hidden.shape[0], -1, _pieces);
            hidden = dropout.Apply(pieces.amax([-1]), _dropout);
        }

        return _head.forward(hidden);
    }
}
