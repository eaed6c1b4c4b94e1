using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// A sparse MLP: a switch gate sends every token to the one of R MLPs that it scores best, as long as that has room (Fedus et al. 2022).
/// Tokens of one pass and one modality compete for room among themselves. All is done by gather and scatter on whole tensors: there is
/// neither a loop over tokens nor one over MLPs.
/// </summary>
internal sealed class SwitchMlp : TokenMlp
{
    // In training, uniform noise from [1 - e, 1 + e] is added to the logits, not multiplied.
    private const double NoiseRange = 0.1;

    // Tenths of the even share that an MLP has room for.
    private const long TrainingCapacity = 12;
    private const long InferenceCapacity = 24;

    private readonly StackedLinear _gate;
    private readonly Parameter _expandWeight;
    private readonly Parameter _expandBias;
    private readonly Parameter _contractWeight;
    private readonly Parameter _contractBias;
    private readonly int _modalities;
    private readonly int _routedExperts;
    private readonly double _dropout;

    public SwitchMlp(TransformerSizes sizes, int modalities, int routedExperts, ExpertInitializer initializer)
        : base(nameof(SwitchMlp))
    {
        int hidden = DenseMlp.Expansion * sizes.HiddenDim;
        double expandBound = 1 / Math.Sqrt(sizes.HiddenDim);
        double contractBound = 1 / Math.Sqrt(hidden);
        _modalities = modalities;
        _routedExperts = routedExperts;
        _dropout = sizes.Dropout;
        _gate = new(sizes.HiddenDim, routedExperts, initializer);
        _expandWeight = initializer.Uniform(expandBound, routedExperts, hidden, sizes.HiddenDim);
        _expandBias = initializer.Uniform(expandBound, routedExperts, hidden);
        _contractWeight = initializer.Uniform(contractBound, routedExperts, sizes.HiddenDim, hidden);
        _contractBias = initializer.Uniform(contractBound, routedExperts, sizes.HiddenDim);
        register_module("gate", _gate);
        register_parameter("expand_weight", _expandWeight);
        register_parameter("expand_bias", _expandBias);
        register_parameter("contract_weight", _contractWeight);
        register_parameter("contract_bias", _contractBias);
    }

    /// <summary>Yes: each of the MLPs has room for a share of the tokens.</summary>
    public override bool IsShared => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor tokens, ExpertView view, RoutingTrace trace)
    {
        torch.Tensor grouped = Group(tokens, view);
        torch.Tensor logits = Group(_gate.Forward(tokens, view), view);
        torch.Tensor scores = torch.nn.functional.softmax(view.IsTraining ? logits.Plus(Noise(logits, view)) : logits, dim: -1);
        long tokensOfGroup = view.Share is { } share ? grouped.shape[2] / share.Rows * share.Total : grouped.shape[2];
        var routes = SwitchRoutes.Of(scores, Capacity(tokensOfGroup, view.IsTraining), view.Share);

        torch.Tensor mapped = routes.Collect(Map(routes.Dispatch(grouped), view));
        trace.Add(routes.GateLoss.sum(dim: -1) / TorchNumber.Of((long)view.Passes), routes.Shares);
        return Ungroup(mapped * routes.Score.unsqueeze(-1), tokens.shape, view);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() =>
    [
        ("gate_w", _gate.Weight),
        ("gate_b", _gate.Bias!),
        ("w1", _expandWeight),
        ("b1", _expandBias),
        ("w2", _contractWeight),
        ("b2", _contractBias),
    ];

    // The even share of T tokens among R MLPs, times 1.2 (2.4 at inference), rounded up.
    private long Capacity(long tokens, bool isTraining)
    {
        long tenths = (isTraining ? TrainingCapacity : InferenceCapacity) * tokens;
        long divisor = 10L * _routedExperts;
        return Math.Min(tokens, (tenths + divisor - 1) / divisor);
    }

    // [E', passes * B, n * P, C] -> [E', passes * n, B * P, C]: the tokens that compete are in one group. E' is 1 for one expert.
    private torch.Tensor Group(torch.Tensor tokens, ExpertView view)
    {
        long experts = view.IsSingle ? 1 : tokens.shape[0];
        long samples = tokens.shape[^3] / view.Passes;
        long patches = tokens.shape[^2] / _modalities;
        return tokens.reshape(experts, view.Passes, samples, _modalities, patches, tokens.shape[^1])
            .transpose(2, 3)
            .reshape(experts, view.Passes * _modalities, samples * patches, tokens.shape[^1]);
    }

    private torch.Tensor Ungroup(torch.Tensor grouped, long[] shape, ExpertView view)
    {
        long samples = shape[^3] / view.Passes;
        return grouped.reshape(grouped.shape[0], view.Passes, _modalities, samples, shape[^2] / _modalities, shape[^1])
            .transpose(2, 3)
            .reshape(shape);
    }

    // [E', passes * n, T, R]
    private torch.Tensor Noise(torch.Tensor logits, ExpertView view)
    {
        long[] shape = logits.shape[^2..];
        IEnumerable<torch.Tensor> draws =
            from noise in view.Noise
            from pass in Enumerable.Range(0, view.Passes)
            from modality in Enumerable.Range(0, _modalities)
            select noise.Uniform(modality, pass, shape, logits.device);
        return (torch.stack([.. draws]).view(logits.shape) * TorchNumber.Of(2 * NoiseRange)).Plus(1 - NoiseRange);
    }

    // Every MLP on its slots, [E', G, R, C, D] to the same shape.
    private torch.Tensor Map(torch.Tensor slots, ExpertView view)
    {
        long experts = slots.shape[0];
        long groups = slots.shape[1];
        torch.Tensor inputs = slots.transpose(1, 2).reshape(experts * _routedExperts, -1, slots.shape[^1]);
        torch.Tensor hidden = torch.nn.functional.gelu(Linear(inputs, view.Of(_expandWeight), view.Of(_expandBias)));

        // Dropout wants the experts in dimension 0 where there are several.
        hidden = view.IsSingle ? hidden : hidden.unflatten(0, [experts, _routedExperts]);
        hidden = view.Dropout.ApplyToSlots(hidden, _dropout).reshape(inputs.shape[0], inputs.shape[1], -1);
        torch.Tensor outputs = Linear(hidden, view.Of(_contractWeight), view.Of(_contractBias));
        return outputs.view(experts, _routedExperts, groups, -1, slots.shape[^1]).transpose(1, 2);
    }

    // [E' * R, ., inputs] -> [E' * R, ., outputs]
    private static torch.Tensor Linear(torch.Tensor inputs, torch.Tensor weight, torch.Tensor bias) =>
        torch.bmm(inputs, weight.reshape(-1, weight.shape[^2], weight.shape[^1]).transpose(1, 2)).Plus(bias.reshape(-1, 1, bias.shape[^1]));
}
