using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Benchmarks.Plain;

/// <summary>What follows attention in a block of the reference algorithm: [B, S, D] to [B, S, D].</summary>
internal abstract class PlainMlp(string name) : Module<torch.Tensor, torch.Tensor>(name)
{
    /// <summary>The gate loss of the last pass; null for a dense MLP.</summary>
    public torch.Tensor? GateLoss { get; protected set; }

    /// <summary>The router logits of the layer before, which a gating residual reads, and of this one after it has run.</summary>
    public torch.Tensor? RouterLogits { get; set; }
}

/// <summary>Linear, GELU, dropout, linear.</summary>
internal sealed class PlainDenseMlp : PlainMlp
{
    private readonly Sequential _network;

    public PlainDenseMlp(int hidden, double dropout)
        : base(nameof(PlainDenseMlp))
    {
        _network = Sequential(("0", Linear(hidden, 2 * hidden)), ("1", GELU()), ("2", Dropout(dropout)), ("3", Linear(2 * hidden, hidden)));
        register_module("network", _network);
    }

    public override torch.Tensor forward(torch.Tensor input) => _network.forward(input);
}
