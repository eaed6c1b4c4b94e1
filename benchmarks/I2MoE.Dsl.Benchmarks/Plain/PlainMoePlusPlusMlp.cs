using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Benchmarks.Plain;

/// <summary>The MoE++ layer of the reference algorithm: expert by expert, each on the tokens that chose it among their two best.</summary>
internal sealed class PlainMoePlusPlusMlp : PlainMlp
{
    private const int Width = 64;
    private const int Constants = 2;

    private readonly Linear _routerHidden;
    private readonly Linear _routerOutput;
    private readonly Linear? _gateMap;
    private readonly Linear[] _up;
    private readonly Linear[] _down;
    private readonly Linear[] _mixture;
    private readonly Parameter[] _constant;
    private readonly int _experts;

    public PlainMoePlusPlusMlp(FusionSizes sizes, bool hasGatingResidual)
        : base(nameof(PlainMoePlusPlusMlp))
    {
        _experts = sizes.Routed + Constants + 2;
        _routerHidden = Linear(sizes.Hidden, 8 * _experts, hasBias: false);
        _routerOutput = Linear(8 * _experts, _experts, hasBias: false);
        _up = [.. Enumerable.Range(0, sizes.Routed).Select(_ => Linear(sizes.Hidden, 2 * Width, hasBias: false))];
        _down = [.. Enumerable.Range(0, sizes.Routed).Select(_ => Linear(Width, sizes.Hidden, hasBias: false))];
        _mixture = [.. Enumerable.Range(0, Constants).Select(_ => Linear(sizes.Hidden, 2, hasBias: false))];
        var gate = new ModuleDict<Module>();
        var router = new ModuleDict<Module>();
        router.Add(("0", _routerHidden));
        router.Add(("2", _routerOutput));
        gate.Add(("wg", router));
        if (hasGatingResidual)
        {
            _gateMap = Linear(_experts, _experts, hasBias: false);
            gate.Add(("gate_map", _gateMap));
        }

        var list = new ModuleDict<Module>();
        _constant = new Parameter[Constants];
        for (int index = 0; index < sizes.Routed + Constants; index++)
        {
            var expert = new ModuleDict<Module>();
            if (index < sizes.Routed)
            {
                expert.Add(("up_proj", _up[index]));
                expert.Add(("down_proj", _down[index]));
            }
            else
            {
                expert.Add(("wg", _mixture[index - sizes.Routed]));
                _constant[index - sizes.Routed] = new Parameter(torch.randn(sizes.Hidden));
                expert.register_parameter("constant", _constant[index - sizes.Routed]);
            }

            list.Add((index.ToString(System.Globalization.CultureInfo.InvariantCulture), expert));
        }

        var experts = new ModuleDict<Module>();
        experts.Add(("experts", list));
        var moe = new ModuleDict<Module>();
        moe.Add(("gate", gate));
        moe.Add(("experts", experts));
        register_module("moe", moe);
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        torch.Tensor tokens = input.reshape(-1, input.shape[2]);
        torch.Tensor logits = _routerOutput.forward(torch.tanh(_routerHidden.forward(tokens)));
        logits = _gateMap is not null && RouterLogits is { } before ? logits + _gateMap.forward(before) : logits;
        RouterLogits = logits;
        torch.Tensor probabilities = logits.softmax(-1);
        (torch.Tensor top, torch.Tensor chosen) = probabilities.topk(2, -1);
        torch.Tensor gates = top.masked_fill(chosen.eq(_experts - 1), 0);
        gates = gates / gates.sum(dim: 1, keepdim: true);
        GateLoss = Balance(probabilities, chosen);

        // The experts of the reference code read every token doubled.
        torch.Tensor doubled = tokens * 2;
        torch.Tensor output = torch.zeros_like(tokens);
        for (int expert = 0; expert < _experts - 1; expert++)
        {
            torch.Tensor places = chosen.eq(expert).nonzero();
            if (places.shape[0] > 0)
            {
                torch.Tensor[] place = places.unbind(1);
                torch.Tensor mapped = Map(expert, doubled.index_select(0, place[0]));
                output = output.index_add(0, place[0], mapped * gates.index([TensorIndexOf(place[0]), TensorIndexOf(place[1])]).unsqueeze(1), alpha: 1);
            }
        }

        return output.view(input.shape);
    }

    private static torch.TensorIndex TensorIndexOf(torch.Tensor tensor) => torch.TensorIndex.Tensor(tensor);

    private torch.Tensor Map(int expert, torch.Tensor tokens)
    {
        if (expert < _up.Length)
        {
            torch.Tensor[] halves = _up[expert].forward(tokens).chunk(2, dim: -1);
            return _down[expert].forward(functional.silu(halves[0]) * halves[1]);
        }

        int constant = expert - _up.Length;
        if (constant < Constants)
        {
            torch.Tensor[] parts = _mixture[constant].forward(tokens).softmax(-1).chunk(2, dim: -1);
            return (parts[0] * tokens) + (parts[1] * _constant[constant]);
        }

        return tokens;
    }

    private torch.Tensor Balance(torch.Tensor probabilities, torch.Tensor chosen)
    {
        torch.Tensor share = functional.one_hot(chosen, _experts).sum(dim: 1).to_type(torch.float32).mean([0]) / 2;
        torch.Tensor weight = torch.ones(_experts);
        weight.narrow(0, _up.Length, Constants + 2).fill_(0.75);
        return (weight * share * probabilities.mean([0])).sum() * _experts;
    }
}
