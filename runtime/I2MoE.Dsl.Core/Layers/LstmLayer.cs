using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Layers;

/// <summary>A long short-term memory.</summary>
internal sealed class LstmLayer : RecurrentLayer
{
    private readonly LSTM _lstm;

    public LstmLayer(int inputs, int hiddenDim, ParameterInitializer initializer)
        : base(nameof(LstmLayer))
    {
        _lstm = Create(() => torch.nn.LSTM(inputs, hiddenDim, batchFirst: true), hiddenDim, initializer);
        register_module("lstm", _lstm);
    }

    public override torch.Tensor States(torch.Tensor input) => _lstm.forward(input).Item1;
}
