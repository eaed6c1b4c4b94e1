using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Benchmarks.Plain;

/// <summary>A block of the reference algorithm: x = attention(norm(x)); x = x + dropout(x); x = x + dropout(mlp(norm(x))).</summary>
internal sealed class PlainBlock : Module<torch.Tensor, torch.Tensor>
{
    private readonly LayerNorm _norm1;
    private readonly LayerNorm _norm2;
    private readonly PlainAttention _attention;
    private readonly Dropout _drop1;
    private readonly Dropout _drop2;

    public PlainBlock(int hidden, int heads, double dropout, PlainMlp mlp)
        : base(nameof(PlainBlock))
    {
        _norm1 = LayerNorm(hidden);
        _norm2 = LayerNorm(hidden);
        _attention = new PlainAttention(hidden, heads, dropout);
        _drop1 = Dropout(dropout);
        _drop2 = Dropout(dropout);
        Mlp = mlp;
        register_module("norm1", _norm1);
        register_module("norm2", _norm2);
        register_module("attn", _attention);
        register_module("drop1", _drop1);
        register_module("drop2", _drop2);
        register_module("mlp", mlp);
    }

    /// <summary>The dense or routed MLP.</summary>
    public PlainMlp Mlp { get; }

    public override torch.Tensor forward(torch.Tensor input)
    {
        torch.Tensor attended = _attention.forward(_norm1.forward(input));
        torch.Tensor hidden = attended + _drop1.forward(attended);
        return hidden + _drop2.forward(Mlp.forward(_norm2.forward(hidden)));
    }
}
