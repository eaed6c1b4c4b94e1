using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>A SwiGLU expert of a MoE++ layer: down(silu(a) * b), where a and b are the halves of up(x).</summary>
internal sealed class SwiGluExpert : torch.nn.Module
{
    private const int Width = 64;

    private readonly StackedLinear _up;
    private readonly StackedLinear _down;

    public SwiGluExpert(int hiddenDim, ExpertInitializer initializer)
        : base(nameof(SwiGluExpert))
    {
        _up = new(hiddenDim, 2 * Width, initializer, bias: false);
        _down = new(Width, hiddenDim, initializer, bias: false);
        register_module("up", _up);
        register_module("down", _down);
    }

    /// <summary>Maps the tokens [N, D] that one interaction expert sends here.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="expert">The interaction expert among those that the view shows.</param>
    /// <param name="view">The experts' parameters.</param>
    public torch.Tensor Forward(torch.Tensor tokens, int expert, ExpertView view)
    {
        torch.Tensor[] halves = torch.nn.functional.linear(tokens, Weight(_up, expert, view)).chunk(2, dim: -1);
        return torch.nn.functional.linear(torch.nn.functional.silu(halves[0]) * halves[1], Weight(_down, expert, view));
    }

    /// <summary>The names of the parameters in an expert of the reference code.</summary>
    public IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() =>
        [("up_proj.weight", _up.Weight), ("down_proj.weight", _down.Weight)];

    private static torch.Tensor Weight(StackedLinear layer, int expert, ExpertView view) =>
        view.IsSingle ? view.Of(layer.Weight) : layer.Weight.select(0, expert);
}
