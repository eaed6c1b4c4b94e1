using System.ComponentModel;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Encoders;

/// <summary>The last state of recurrent layers, each over the states of the one before: [B, T, F] to [B, D].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecurrentEncoder : Encoder, ISequenceEncoder
{
    private readonly ModuleList<RecurrentLayer> _layers = new();
    private readonly double _dropout;

    private protected RecurrentEncoder(string name, int layers, double dropout, Func<int, RecurrentLayer> createLayer)
        : base(name)
    {
        _dropout = dropout;
        for (int layer = 0; layer < layers; layer++)
        {
            _layers.Add(createLayer(layer));
        }

        register_module("layers", _layers);
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => States(input, dropout).select(1, -1);

    // A state has seen nothing of the steps after it: that of the last step of a sample knows no other. Without steps there is none.
    torch.Tensor ISequenceEncoder.Forward(torch.Tensor steps, torch.Tensor lengths, DropoutSource dropout)
    {
        torch.Tensor states = States(steps, dropout);
        torch.Tensor last = (lengths - TorchNumber.One).clamp(min: TorchNumber.Of(0)).view(-1, 1, 1).expand(-1, -1, states.shape[2]);
        return states.gather(1, last).squeeze(1).masked_fill(lengths.eq(TorchNumber.Of(0)).unsqueeze(1), TorchNumber.Of(0));
    }

    private torch.Tensor States(torch.Tensor input, DropoutSource dropout)
    {
        ArgumentNullException.ThrowIfNull(dropout);
        torch.Tensor states = _layers[0].States(input);
        foreach (RecurrentLayer layer in _layers.Skip(1))
        {
            states = layer.States(dropout.Apply(states, _dropout));
        }

        return states;
    }
}
