using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Benchmarks.Plain;

/// <summary>Multi-head self-attention of the reference algorithm, [B, S, D].</summary>
internal sealed class PlainAttention : Module<torch.Tensor, torch.Tensor>
{
    private readonly Linear _query;
    private readonly Linear _keyValue;
    private readonly Linear _projection;
    private readonly Dropout _dropAttention;
    private readonly Dropout _dropProjection;
    private readonly int _heads;

    public PlainAttention(int hidden, int heads, double dropout)
        : base(nameof(PlainAttention))
    {
        _heads = heads;
        _query = Linear(hidden, hidden, hasBias: false);
        _keyValue = Linear(hidden, 2 * hidden, hasBias: false);
        _projection = Linear(hidden, hidden);
        _dropAttention = Dropout(dropout);
        _dropProjection = Dropout(dropout);
        register_module("q", _query);
        register_module("kv", _keyValue);
        register_module("proj", _projection);
        register_module("drop_attention", _dropAttention);
        register_module("drop_projection", _dropProjection);
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        long samples = input.shape[0];
        long tokens = input.shape[1];
        long width = input.shape[2] / _heads;
        torch.Tensor query = _query.forward(input).reshape(samples, tokens, _heads, width).permute(0, 2, 1, 3);
        torch.Tensor keyValue = _keyValue.forward(input).reshape(samples, tokens, 2, _heads, width).permute(2, 0, 3, 1, 4);
        torch.Tensor scores = query.matmul(keyValue[0].transpose(-2, -1)) * (1 / Math.Sqrt(width));
        torch.Tensor attention = _dropAttention.forward(scores.softmax(-1));
        torch.Tensor mixed = attention.matmul(keyValue[1]).transpose(1, 2).reshape(samples, tokens, _heads * width);
        return _dropProjection.forward(_projection.forward(mixed));
    }
}
