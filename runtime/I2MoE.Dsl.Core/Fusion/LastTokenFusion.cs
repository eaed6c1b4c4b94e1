using System.ComponentModel;
using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// What the early and late fusions share, the transformer of MultiBench (Liang et al. 2021): tokens mapped to its width, encoder layers, and
/// a linear head on the last token.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LastTokenFusion : FusionBank
{
    private readonly StackedLinear _embed;
    private readonly ModuleList<PostNormLayer> _layers = new();
    private readonly StackedLinear _head;

    private protected LastTokenFusion(
        string name,
        int experts,
        int outputs,
        (int Features, int Width, int Layers, int Heads, int FeedForwardDim, double Dropout) sizes,
        ExpertInitializer initializer)
        : base(name, experts, outputs)
    {
        if (sizes.Width % sizes.Heads != 0)
        {
            throw new ArgumentException($"Heads = {sizes.Heads} does not divide EmbedDim = {sizes.Width}.", nameof(sizes));
        }

        _embed = new(sizes.Features, sizes.Width, initializer, bias: false);
        for (int layer = 0; layer < sizes.Layers; layer++)
        {
            _layers.Add(new PostNormLayer(sizes.Width, sizes.Heads, sizes.FeedForwardDim, sizes.Dropout, initializer));
        }

        _head = new(sizes.Width, outputs, initializer);
        register_module("embed", _embed);
        register_module("layers", _layers);
        register_module("head", _head);
    }

    /// <inheritdoc/>
    public override FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentNullException.ThrowIfNull(view);
        torch.Tensor tokens = _embed.Forward(Tokens(embeddings), view);
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            tokens = _layers[layer].Forward(tokens, lastTokenOnly: layer == _layers.Count - 1, view);
        }

        torch.Tensor latent = tokens.squeeze(-2);
        return new FusionOutput(_head.Forward(latent, view), latent);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() =>
    [
        ("conv.weight", _embed.Weight),
        .. _layers.SelectMany((layer, index) => layer.ReferenceNames().Select(pair => ($"transformer.layers.{index}.{pair.ReferenceName}", pair.Stacked))),
        ("linear.weight", _head.Weight),
        ("linear.bias", _head.Bias!),
    ];

    /// <summary>The tokens that the transformer reads, [.., S, features], of the embeddings [.., P, D].</summary>
    private protected abstract torch.Tensor Tokens(IReadOnlyList<torch.Tensor> embeddings);
}
