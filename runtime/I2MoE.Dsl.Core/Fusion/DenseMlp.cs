using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>The dense MLP of an attention block: linear to twice the hidden size, GELU, dropout, linear.</summary>
internal sealed class DenseMlp : TokenMlp
{
    /// <summary>How many times as wide as a token the hidden layer is.</summary>
    public const int Expansion = 2;

    private readonly StackedLinear _expand;
    private readonly StackedLinear _contract;
    private readonly double _dropout;

    public DenseMlp(TransformerSizes sizes, ExpertInitializer initializer)
        : base(nameof(DenseMlp))
    {
        _dropout = sizes.Dropout;
        _expand = new(sizes.HiddenDim, Expansion * sizes.HiddenDim, initializer);
        _contract = new(Expansion * sizes.HiddenDim, sizes.HiddenDim, initializer);
        register_module("expand", _expand);
        register_module("contract", _contract);
    }

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor tokens, ExpertView view, RoutingTrace trace)
    {
        torch.Tensor expanded = torch.nn.functional.gelu(_expand.Forward(tokens, view));
        return _contract.Forward(view.Dropout.Apply(expanded, _dropout), view);
    }

    /// <summary>The whole branch of one expert, with its normalisation and residual path, by the kernels of this processor.</summary>
    /// <param name="tokens">The tokens, [M, S, D].</param>
    /// <param name="norm">The normalisation before the MLP.</param>
    /// <param name="dropout">The dropout probability of the result.</param>
    /// <param name="view">The parameters and dropout of one expert.</param>
    public torch.Tensor RunBranch(torch.Tensor tokens, StackedLayerNorm norm, double dropout, ExpertView view)
    {
        DropoutStream ofHidden = view.Dropout.Next(_dropout, tokens.shape[^2] * tokens.shape[^1] * Expansion);
        return MlpBranch.Run(tokens, Parameters(norm, view), new MlpBranchSettings(ofHidden, view.Dropout.Next(dropout, tokens.shape[^2] * tokens.shape[^1]), view.Precision));
    }

    /// <summary>The means of <see cref="RunBranch"/> over runs of tokens, at inference: [M, S / run, D].</summary>
    public torch.Tensor RunBranchMeans(torch.Tensor tokens, StackedLayerNorm norm, int run, ExpertView view) =>
        MlpBranch.RunMeans(tokens, Parameters(norm, view), run, new MlpBranchSettings(default, default, view.Precision));

    /// <inheritdoc/>
    public override IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() =>
    [
        ("network.0.weight", _expand.Weight),
        ("network.0.bias", _expand.Bias!),
        ("network.3.weight", _contract.Weight),
        ("network.3.bias", _contract.Bias!),
    ];

    private torch.Tensor[] Parameters(StackedLayerNorm norm, ExpertView view) =>
    [
        view.Of(norm.Weight), view.Of(norm.Bias), view.Of(_expand.Weight), view.Of(_expand.Bias!), view.Of(_contract.Weight), view.Of(_contract.Bias!),
    ];
}
