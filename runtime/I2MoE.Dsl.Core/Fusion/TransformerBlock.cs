using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>One block of a fusion with attention: multi-head self-attention, then an MLP, dense or routed, both pre-norm.</summary>
internal sealed class TransformerBlock : torch.nn.Module
{
    private readonly StackedLayerNorm _attentionNorm;
    private readonly StackedLayerNorm _mlpNorm;
    private readonly StackedLinear _query;
    private readonly StackedLinear _keyValue;
    private readonly StackedLinear _projection;
    private readonly TokenMlp _mlp;
    private readonly TransformerSizes _sizes;

    public TransformerBlock(TransformerSizes sizes, ExpertInitializer initializer, Func<TokenMlp> createMlp)
        : base(nameof(TransformerBlock))
    {
        int hidden = sizes.HiddenDim;
        _sizes = sizes;
        _attentionNorm = new(hidden, initializer);
        _query = new(hidden, hidden, initializer, bias: false);
        _keyValue = new(hidden, 2 * hidden, initializer, bias: false);
        _projection = new(hidden, hidden, initializer);
        _mlpNorm = new(hidden, initializer);
        _mlp = createMlp();
        register_module("attention_norm", _attentionNorm);
        register_module("query", _query);
        register_module("key_value", _keyValue);
        register_module("projection", _projection);
        register_module("mlp_norm", _mlpNorm);
        register_module("mlp", _mlp);
    }

    /// <summary>Whether the kernels of this processor can run blocks on such tokens, [M, S, D] of one expert.</summary>
    /// <param name="tokens">The tokens, or, where passes share them, the tokens of one group.</param>
    /// <param name="view">The expert.</param>
    /// <param name="groups">The groups of tokens that are kept.</param>
    /// <param name="passes">The passes that share them.</param>
    /// <param name="parts">The groups that a pass is made of.</param>
    public static bool HasKernelsFor(torch.Tensor tokens, ExpertView view, int groups = 1, int passes = 1, int parts = 1) =>
        view.IsSingle && CpuEngine.Chosen.TakesBlocks(tokens, groups, passes, parts);

    /// <summary>Maps tokens that are kept once for every group of passes that share them, as <see cref="HasKernelsFor"/> says.</summary>
    /// <param name="tokens">The tokens in the rows of the layout, [groups * samples, P, D].</param>
    /// <param name="layout">Which passes share which tokens.</param>
    /// <param name="view">The parameters and dropout of one expert.</param>
    /// <param name="trace">Takes what a routed layer leaves behind.</param>
    /// <returns>The tokens of all passes, [M, S, D].</returns>
    public torch.Tensor Forward(torch.Tensor tokens, TokenLayout layout, ExpertView view, RoutingTrace trace) =>
        AddMlp(AttendByKernels(tokens, layout, view), view, trace);

    /// <summary>Whether <see cref="ForwardMeans"/> can be had: at inference, where the MLP is dense.</summary>
    public bool HasMeansFor(torch.Tensor tokens, ExpertView view) =>
        !view.IsTraining && !torch.is_grad_enabled() && _mlp is DenseMlp && HasKernelsFor(tokens, view);

    /// <summary>The means of the block's result over the patches of each modality, [M, n, D], for less than the result itself.</summary>
    public torch.Tensor ForwardMeans(torch.Tensor tokens, int patches, ExpertView view)
    {
        torch.Tensor hidden = AttendByKernels(tokens, TokenLayout.Plain((int)tokens.shape[0], (int)tokens.shape[1]), view);
        return ((DenseMlp)_mlp).RunBranchMeans(hidden, _mlpNorm, patches, view);
    }

    private torch.Tensor AttendByKernels(torch.Tensor tokens, TokenLayout layout, ExpertView view)
    {
        bool hasResidual = _sizes.Block == AttentionBlock.Residual;
        long ofSample = layout.Tokens * _sizes.HiddenDim;
        DropoutStream ofWeights = view.Dropout.Next(_sizes.Dropout, (long)_sizes.Heads * layout.Tokens * layout.Tokens);
        DropoutStream ofProjection = view.Dropout.Next(_sizes.Dropout, ofSample);
        torch.Tensor[] parameters =
        [
            view.Of(_attentionNorm.Weight), view.Of(_attentionNorm.Bias), view.Of(_query.Weight), view.Of(_keyValue.Weight),
            view.Of(_projection.Weight), view.Of(_projection.Bias!),
        ];
        return AttentionBranch.Run(tokens, parameters, new AttentionBranchSettings(
            new AttentionSizes(layout, _sizes.Heads, _sizes.HiddenDim / _sizes.Heads, ofWeights),
            hasResidual,
            ofProjection,
            hasResidual ? default : view.Dropout.Next(_sizes.Dropout, ofSample),
            view.Precision));
    }

    /// <summary>Maps tokens [M, S, D] of one expert, or [E, M, S, D] of all, to tokens of the same shape.</summary>
    public torch.Tensor Forward(torch.Tensor tokens, ExpertView view, RoutingTrace trace)
    {
        torch.Tensor attended = Attend(_attentionNorm.Forward(tokens, view), view);
        torch.Tensor hidden = _sizes.Block == AttentionBlock.Residual
            ? tokens.Plus(attended)
            : attended.Plus(view.Dropout.Apply(attended, _sizes.Dropout));
        return AddMlp(hidden, view, trace);
    }

    /// <summary>The names of the parameters in a block of the reference code.</summary>
    public IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() =>
    [
        ("norm1.weight", _attentionNorm.Weight),
        ("norm1.bias", _attentionNorm.Bias),
        ("norm2.weight", _mlpNorm.Weight),
        ("norm2.bias", _mlpNorm.Bias),
        ("attn.q.weight", _query.Weight),
        ("attn.kv.weight", _keyValue.Weight),
        ("attn.proj.weight", _projection.Weight),
        ("attn.proj.bias", _projection.Bias!),
        .. _mlp.ReferenceNames().Select(pair => ("mlp." + pair.ReferenceName, pair.Stacked)),
    ];

    private torch.Tensor AddMlp(torch.Tensor hidden, ExpertView view, RoutingTrace trace)
    {
        if (HasKernelsFor(hidden, view) && _mlp is DenseMlp dense)
        {
            return dense.RunBranch(hidden, _mlpNorm, _sizes.Dropout, view);
        }

        return hidden.Plus(view.Dropout.Apply(_mlp.Forward(_mlpNorm.Forward(hidden, view), view, trace), _sizes.Dropout));
    }

    private torch.Tensor Attend(torch.Tensor normalised, ExpertView view)
    {
        torch.Tensor[] keyValue = _keyValue.Forward(normalised, view).chunk(2, dim: -1);
        torch.Tensor mixed = AttentionHeads.Mix(_query.Forward(normalised, view), keyValue[0], keyValue[1], _sizes.Heads, _sizes.Dropout, view);
        return view.Dropout.Apply(_projection.Forward(mixed, view), _sizes.Dropout);
    }
}
