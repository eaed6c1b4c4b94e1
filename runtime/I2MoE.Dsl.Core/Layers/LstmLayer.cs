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

    protected override torch.Tensor StatesOf(torch.Tensor input) => States(_lstm, input);

    /// <summary>
    /// The states of every step. Without gradients torch gives the LSTM to oneDNN's kernels of inference, which on some processors read memory that nobody
    /// wrote, for most sizes that are no multiple of 16 and for all up to it (libtorch 2.10 on Zen 5): so it is always run as in training.
    /// </summary>
    internal static torch.Tensor States(LSTM lstm, torch.Tensor input)
    {
        if (torch.is_grad_enabled())
        {
            return lstm.forward(input).Item1;
        }

        using IDisposable gradients = torch.enable_grad();
        return lstm.forward(input).Item1.detach();
    }
}
