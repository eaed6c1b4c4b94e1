using System.ComponentModel;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Layers;

/// <summary>Linear layers with ReLU and dropout between them, [..., inputs] to [..., outputs].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Mlp : torch.nn.Module
{
    private readonly ModuleList<LinearLayer> _layers = new();
    private readonly double _dropout;

    /// <summary>Creates the network.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="hidden">The width of the hidden layers; not used with one layer.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="layers">The number of linear layers, at least 1.</param>
    /// <param name="dropout">The dropout probability after every hidden layer.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public Mlp(int inputs, int hidden, int outputs, int layers, double dropout, ParameterInitializer initializer)
        : base(nameof(Mlp))
    {
        _dropout = dropout;
        for (int layer = 0; layer < layers; layer++)
        {
            _layers.Add(new LinearLayer(layer == 0 ? inputs : hidden, layer == layers - 1 ? outputs : hidden, initializer));
        }

        register_module("layers", _layers);
    }

    /// <summary>The outputs of the last layer.</summary>
    public torch.Tensor Forward(torch.Tensor input, DropoutSource dropout)
    {
        torch.Tensor hidden = input;
        foreach (LinearLayer layer in _layers.SkipLast(1))
        {
            hidden = dropout.Apply(torch.nn.functional.relu(layer.forward(hidden)), _dropout);
        }

        return _layers[^1].forward(hidden);
    }

    /// <summary>The names of the parameters in the reference code, where linear, ReLU and dropout are modules in a row: every third is linear.</summary>
    internal IEnumerable<(string ReferenceName, Parameter Parameter)> ReferenceNames() => _layers.SelectMany((layer, index) => new[]
    {
        ($"network.{index * 3}.weight", layer.Weight),
        ($"network.{index * 3}.bias", layer.Bias),
    });
}
