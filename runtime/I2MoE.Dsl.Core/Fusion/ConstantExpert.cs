using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>A constant expert of a MoE++ layer: a mixture, softmax(W x), of the token and a learned vector.</summary>
internal sealed class ConstantExpert : torch.nn.Module
{
    private readonly Parameter _constant;
    private readonly StackedLinear _mixture;

    public ConstantExpert(int hiddenDim, ExpertInitializer initializer)
        : base(nameof(ConstantExpert))
    {
        // Uniform numbers of variance 1.
        _constant = initializer.Uniform(Math.Sqrt(3), hiddenDim);
        _mixture = new(hiddenDim, 2, initializer, bias: false);
        register_parameter("constant", _constant);
        register_module("mixture", _mixture);
    }

    /// <summary>Maps tokens [M, S, D] of one interaction expert, or [E, M, S, D] of all.</summary>
    public torch.Tensor Forward(torch.Tensor tokens, ExpertView view)
    {
        torch.Tensor[] parts = torch.nn.functional.softmax(_mixture.Forward(tokens, view), dim: -1).chunk(2, dim: -1);
        torch.Tensor constant = view.Of(_constant);
        return (parts[0] * tokens).Plus(parts[1] * (view.IsSingle ? constant : constant.unsqueeze(1).unsqueeze(1)));
    }

    /// <summary>The names of the parameters in an expert of the reference code.</summary>
    public IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() =>
        [("constant", _constant), ("wg.weight", _mixture.Weight)];
}
