using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Layers;

/// <summary>A gated recurrent unit.</summary>
internal sealed class GruLayer : RecurrentLayer
{
    private readonly GRU _gru;

    public GruLayer(int inputs, int hiddenDim, ParameterInitializer initializer)
        : base(nameof(GruLayer))
    {
        _gru = Create(() => torch.nn.GRU(inputs, hiddenDim, batchFirst: true), hiddenDim, initializer);
        register_module("gru", _gru);
    }

    protected override torch.Tensor StatesOf(torch.Tensor input) => _gru.forward(input).Item1;
}
