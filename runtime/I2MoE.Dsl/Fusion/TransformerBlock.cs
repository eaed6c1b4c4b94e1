using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>One block of the transformer fusion: multi-head self-attention, then a GELU MLP of twice the hidden size, both pre-norm.</summary>
public sealed class TransformerBlock : torch.nn.Module
{
    private const int MlpExpansion = 2;

    private readonly StackedLayerNorm _attentionNorm;
    private readonly StackedLayerNorm _mlpNorm;
    private readonly StackedLinear _query;
    private readonly StackedLinear _keyValue;
    private readonly StackedLinear _projection;
    private readonly StackedLinear _expand;
    private readonly StackedLinear _contract;
    private readonly AttentionBlock _wiring;
    private readonly int _heads;
    private readonly double _dropout;

    internal TransformerBlock(TransformerFusionOptions options, ExpertInitializer initializer)
        : base(nameof(TransformerBlock))
    {
        int hidden = options.HiddenDim;
        _wiring = options.Block;
        _heads = options.Heads;
        _dropout = options.Dropout;
        _attentionNorm = new(hidden, initializer);
        _query = new(hidden, hidden, initializer, bias: false);
        _keyValue = new(hidden, 2 * hidden, initializer, bias: false);
        _projection = new(hidden, hidden, initializer);
        _mlpNorm = new(hidden, initializer);
        _expand = new(hidden, MlpExpansion * hidden, initializer);
        _contract = new(MlpExpansion * hidden, hidden, initializer);
        register_module("attention_norm", _attentionNorm);
        register_module("query", _query);
        register_module("key_value", _keyValue);
        register_module("projection", _projection);
        register_module("mlp_norm", _mlpNorm);
        register_module("mlp_expand", _expand);
        register_module("mlp_contract", _contract);
    }

    /// <summary>Maps tokens [M, S, D] of one expert, or [E, M, S, D] of all, to tokens of the same shape.</summary>
    public torch.Tensor Forward(torch.Tensor tokens, ExpertView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        torch.Tensor attended = Attend(_attentionNorm.Forward(tokens, view), view);
        torch.Tensor hidden = _wiring == AttentionBlock.Residual
            ? tokens + attended
            : attended + view.Dropout.Apply(attended, _dropout);

        torch.Tensor expanded = torch.nn.functional.gelu(_expand.Forward(_mlpNorm.Forward(hidden, view), view));
        torch.Tensor contracted = _contract.Forward(view.Dropout.Apply(expanded, _dropout), view);
        return hidden + view.Dropout.Apply(contracted, _dropout);
    }

    /// <summary>The names of the parameters in a block of the reference code.</summary>
    internal IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() =>
    [
        ("norm1.weight", _attentionNorm.Weight),
        ("norm1.bias", _attentionNorm.Bias),
        ("norm2.weight", _mlpNorm.Weight),
        ("norm2.bias", _mlpNorm.Bias),
        ("attn.q.weight", _query.Weight),
        ("attn.kv.weight", _keyValue.Weight),
        ("attn.proj.weight", _projection.Weight),
        ("attn.proj.bias", _projection.Bias!),
        ("mlp.network.0.weight", _expand.Weight),
        ("mlp.network.0.bias", _expand.Bias!),
        ("mlp.network.3.weight", _contract.Weight),
        ("mlp.network.3.bias", _contract.Bias!),
    ];

    // softmax(q k' / sqrt(d)) v in every head, then the projection.
    private torch.Tensor Attend(torch.Tensor normalised, ExpertView view)
    {
        torch.Tensor query = SplitHeads(_query.Forward(normalised, view));
        torch.Tensor[] keyValue = _keyValue.Forward(normalised, view).chunk(2, dim: -1);
        torch.Tensor key = SplitHeads(keyValue[0]);
        torch.Tensor value = SplitHeads(keyValue[1]);

        double scale = 1 / Math.Sqrt(query.shape[^1]);
        torch.Tensor scores = torch.matmul(query * scale, key.transpose(-2, -1));
        torch.Tensor attention = view.Dropout.Apply(torch.nn.functional.softmax(scores, dim: -1), _dropout);
        torch.Tensor mixed = torch.matmul(attention, value).transpose(-3, -2).flatten(-2, -1);
        return view.Dropout.Apply(_projection.Forward(mixed, view), _dropout);
    }

    // [.., S, D] -> [.., heads, S, D / heads]
    private torch.Tensor SplitHeads(torch.Tensor tokens) => tokens.unflatten(tokens.dim() - 1, [_heads, tokens.shape[^1] / _heads]).transpose(-3, -2);
}
