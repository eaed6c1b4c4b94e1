using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// A MoE++ layer (Jin et al. 2024): a two-layer tanh router sends every token to the K best of F SwiGLU experts, two constant experts, a
/// copy expert and a zero expert. The router also reads the router logits of the layer before (gating residual).
/// </summary>
internal sealed class MoePlusPlusMlp : TokenMlp
{
    /// <summary>Two constant experts, the copy expert and the zero expert.</summary>
    public const int ZeroComputationExperts = ConstantExperts + 2;

    private const int ConstantExperts = 2;
    private const int RouterExpansion = 8;

    // Weight of the experts that compute nothing in the load-balancing loss (tau of the MoE++ paper).
    private const double ZeroComputationBalance = 0.75;

    private readonly ModuleList<SwiGluExpert> _swiGlu = new();
    private readonly ModuleList<ConstantExpert> _constants = new();
    private readonly StackedLinear _routerHidden;
    private readonly StackedLinear _routerOutput;
    private readonly StackedLinear? _gatingResidual;
    private readonly int _topK;
    private readonly double _inputScale;

    public MoePlusPlusMlp(TransformerSizes sizes, int routedExperts, int topK, bool hasGatingResidual, ExpertInitializer initializer)
        : base(nameof(MoePlusPlusMlp))
    {
        int experts = routedExperts + ZeroComputationExperts;
        if (topK > experts)
        {
            throw new ArgumentException($"TopK = {topK} is more than the {experts} experts of a layer.", nameof(topK));
        }

        // The experts of the reference code read every token doubled, its router does not.
        _inputScale = sizes.Block == AttentionBlock.Reference ? 2 : 1;
        _topK = topK;
        _routerHidden = new(sizes.HiddenDim, RouterExpansion * experts, initializer, bias: false);
        _routerOutput = new(RouterExpansion * experts, experts, initializer, bias: false);
        _gatingResidual = hasGatingResidual ? new(experts, experts, initializer, bias: false) : null;
        for (int expert = 0; expert < routedExperts; expert++)
        {
            _swiGlu.Add(new SwiGluExpert(sizes.HiddenDim, initializer));
        }

        for (int expert = 0; expert < ConstantExperts; expert++)
        {
            _constants.Add(new ConstantExpert(sizes.HiddenDim, initializer));
        }

        register_module("router_hidden", _routerHidden);
        register_module("router_output", _routerOutput);
        if (_gatingResidual is not null)
        {
            register_module("gating_residual", _gatingResidual);
        }

        register_module("swiglu", _swiGlu);
        register_module("constants", _constants);
    }

    private int Experts => _swiGlu.Count + ZeroComputationExperts;

    private int CopyExpert => _swiGlu.Count + ConstantExperts;

    private int ZeroExpert => CopyExpert + 1;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor tokens, ExpertView view, RoutingTrace trace)
    {
        torch.Tensor logits = _routerOutput.Forward(torch.tanh(_routerHidden.Forward(tokens, view)), view);
        if (_gatingResidual is not null && trace.RouterLogits is { } before)
        {
            logits = logits.Plus(_gatingResidual.Forward(before, view));
        }

        trace.RouterLogits = logits;

        // [E', N, .]: all tokens of an expert in one row.
        long experts = view.IsSingle ? 1 : tokens.shape[0];
        torch.Tensor probabilities = torch.nn.functional.softmax(logits, dim: -1).reshape(experts, -1, Experts);
        (torch.Tensor top, torch.Tensor chosen) = probabilities.topk(_topK, -1);
        torch.Tensor gates = Renormalise(top, chosen);
        AddToTrace(trace, probabilities, chosen, view);

        torch.Tensor inputs = _inputScale == 1 ? tokens : tokens * TorchNumber.Of(_inputScale);
        torch.Tensor dense = ZeroComputation(inputs, gates, chosen, view).reshape(experts, -1, tokens.shape[^1]);
        torch.Tensor routed = RunSwiGlu(inputs.reshape(-1, tokens.shape[^1]), gates, chosen, view);
        return dense.Plus(routed.view_as(dense)).view(tokens.shape);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() =>
    [
        ("moe.gate.wg.0.weight", _routerHidden.Weight),
        ("moe.gate.wg.2.weight", _routerOutput.Weight),
        .. _gatingResidual is null ? [] : new[] { ("moe.gate.gate_map.weight", _gatingResidual.Weight) },
        .. _swiGlu.SelectMany((expert, index) => Below(index, expert.ReferenceNames())),
        .. _constants.SelectMany((expert, index) => Below(_swiGlu.Count + index, expert.ReferenceNames())),
    ];

    private static IEnumerable<(string, Parameter)> Below(int expert, IEnumerable<(string ReferenceName, Parameter Stacked)> names) =>
        names.Select(pair => ($"moe.experts.experts.{expert}.{pair.ReferenceName}", pair.Stacked));

    // The gates of the chosen experts sum to 1; the zero expert has no part in the sum.
    private torch.Tensor Renormalise(torch.Tensor top, torch.Tensor chosen)
    {
        torch.Tensor gates = top.masked_fill(chosen == TorchNumber.Of(ZeroExpert), TorchNumber.Of(0));
        return gates / gates.sum(dim: -1, keepdim: true);
    }

    // Per pass: experts * sum over them of balance * (share of assignments) * (mean probability); then the mean over the passes.
    private void AddToTrace(RoutingTrace trace, torch.Tensor probabilities, torch.Tensor chosen, ExpertView view)
    {
        torch.Tensor assigned = torch.nn.functional.one_hot(chosen, Experts).sum(dim: -2).to_type(probabilities.dtype) / TorchNumber.Of((long)_topK);
        torch.Tensor share = OfPasses(assigned, view).mean([2]);
        torch.Tensor probability = OfPasses(probabilities, view).mean([2]);
        torch.Tensor balance = torch.ones(Experts, dtype: probabilities.dtype, device: probabilities.device);
        balance.narrow(0, _swiGlu.Count, ZeroComputationExperts).fill_(TorchNumber.Of(ZeroComputationBalance));

        torch.Tensor gateLoss = (balance * share * probability).sum(dim: -1).mean([1]) * TorchNumber.Of((long)Experts);
        torch.Tensor dropped = torch.zeros(share.shape[0], 1, dtype: share.dtype, device: share.device);
        trace.Add(gateLoss, torch.cat([share.mean([1]), dropped], dim: -1));
    }

    // [E', N, .] -> [E', passes, tokens of the batch, .]
    private static torch.Tensor OfPasses(torch.Tensor tokens, ExpertView view)
    {
        torch.Tensor passes = tokens.unflatten(1, [view.Passes, -1]);
        return view.Share?.Gather(passes, 2) ?? passes;
    }

    // Constant and copy experts cost so little that every token runs through them, most of them with gate 0.
    private torch.Tensor ZeroComputation(torch.Tensor inputs, torch.Tensor gates, torch.Tensor chosen, ExpertView view)
    {
        torch.Tensor[] gateOf = torch.zeros([.. gates.shape[..^1], Experts], dtype: gates.dtype, device: gates.device)
            .scatter_add(-1, chosen, gates)
            .reshape([.. inputs.shape[..^1], Experts])
            .split(1, -1);
        torch.Tensor output = gateOf[CopyExpert] * inputs;
        for (int index = 0; index < ConstantExperts; index++)
        {
            output = output.Plus(gateOf[_swiGlu.Count + index] * _constants[index].Forward(inputs, view));
        }

        return output;
    }

    // Sorts the assignments by expert, so that every SwiGLU expert reads one run of tokens.
    private torch.Tensor RunSwiGlu(torch.Tensor inputs, torch.Tensor gates, torch.Tensor chosen, ExpertView view)
    {
        long experts = chosen.shape[0];
        torch.Tensor first = TensorSum.Range(experts, device: chosen.device).view(-1, 1, 1) * TorchNumber.Of((long)Experts);
        torch.Tensor keys = chosen.Plus(first).flatten();
        torch.Tensor order = keys.sort(dim: 0, descending: false, stable: true).Indices;
        using torch.Tensor counts = torch.bincount(keys, minlength: (int)(experts * Experts)).cpu();
        long[] lengths = counts.data<long>().ToArray();

        torch.Tensor flatGates = gates.flatten();
        torch.Tensor result = torch.zeros_like(inputs);
        long start = 0;
        for (int key = 0; key < lengths.Length; start += lengths[key], key++)
        {
            if (key % Experts < _swiGlu.Count && lengths[key] > 0)
            {
                torch.Tensor assignments = order.narrow(0, start, lengths[key]);
                torch.Tensor rows = assignments.div(TorchNumber.Of(_topK), torch.RoundingMode.floor);
                torch.Tensor mapped = _swiGlu[key % Experts].Forward(inputs.index_select(0, rows), key / Experts, view);
                result = result.index_add(0, rows, mapped * flatGates.index_select(0, assignments).unsqueeze(-1), alpha: TorchNumber.Of(1));
            }
        }

        return result;
    }
}
