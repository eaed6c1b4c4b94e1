using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>A transformer encoder layer as PyTorch has it by default: norm(x + attention(x)), then norm(x + mlp(x)) with a ReLU MLP.</summary>
internal sealed class PostNormLayer : torch.nn.Module
{
    private readonly StackedLinear _queryKeyValue;
    private readonly StackedLinear _projection;
    private readonly StackedLinear _expand;
    private readonly StackedLinear _contract;
    private readonly StackedLayerNorm _attentionNorm;
    private readonly StackedLayerNorm _mlpNorm;
    private readonly int _heads;
    private readonly double _dropout;

    public PostNormLayer(int width, int heads, int feedForwardDim, double dropout, ExpertInitializer initializer)
        : base(nameof(PostNormLayer))
    {
        _heads = heads;
        _dropout = dropout;
        _queryKeyValue = new(width, 3 * width, initializer);
        _projection = new(width, width, initializer);
        _expand = new(width, feedForwardDim, initializer);
        _contract = new(feedForwardDim, width, initializer);
        _attentionNorm = new(width, initializer);
        _mlpNorm = new(width, initializer);
        register_module("query_key_value", _queryKeyValue);
        register_module("projection", _projection);
        register_module("mlp_expand", _expand);
        register_module("mlp_contract", _contract);
        register_module("attention_norm", _attentionNorm);
        register_module("mlp_norm", _mlpNorm);
    }

    /// <summary>Maps tokens [M, S, W] of one expert, or [E, M, S, W] of all.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="lastTokenOnly">Whether only the last token is wanted, [.., 1, W]; it still attends to all.</param>
    /// <param name="view">The experts' parameters and dropout.</param>
    public torch.Tensor Forward(torch.Tensor tokens, bool lastTokenOnly, ExpertView view)
    {
        torch.Tensor[] projected = _queryKeyValue.Forward(tokens, view).chunk(3, dim: -1);
        torch.Tensor wanted = lastTokenOnly ? Last(tokens) : tokens;
        torch.Tensor query = lastTokenOnly ? Last(projected[0]) : projected[0];
        torch.Tensor mixed = _projection.Forward(AttentionHeads.Mix(query, projected[1], projected[2], _heads, _dropout, view), view);
        torch.Tensor attended = _attentionNorm.Forward(wanted.Plus(view.Dropout.Apply(mixed, _dropout)), view);

        torch.Tensor hidden = view.Dropout.Apply(torch.nn.functional.relu(_expand.Forward(attended, view)), _dropout);
        torch.Tensor mapped = view.Dropout.Apply(_contract.Forward(hidden, view), _dropout);
        return _mlpNorm.Forward(attended.Plus(mapped), view);
    }

    /// <summary>The names of the parameters in a layer of the reference code, which is PyTorch's.</summary>
    public IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() =>
    [
        ("self_attn.in_proj_weight", _queryKeyValue.Weight),
        ("self_attn.in_proj_bias", _queryKeyValue.Bias!),
        ("self_attn.out_proj.weight", _projection.Weight),
        ("self_attn.out_proj.bias", _projection.Bias!),
        ("linear1.weight", _expand.Weight),
        ("linear1.bias", _expand.Bias!),
        ("linear2.weight", _contract.Weight),
        ("linear2.bias", _contract.Bias!),
        ("norm1.weight", _attentionNorm.Weight),
        ("norm1.bias", _attentionNorm.Bias),
        ("norm2.weight", _mlpNorm.Weight),
        ("norm2.bias", _mlpNorm.Bias),
    ];

    private static torch.Tensor Last(torch.Tensor tokens) => tokens.narrow(-2, tokens.shape[^2] - 1, 1);
}
