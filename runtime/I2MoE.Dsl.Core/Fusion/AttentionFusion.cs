using System.ComponentModel;
using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// What the transformer, switch and MoE++ fusions share: the tokens of all modalities, concatenated, plus a learned position embedding;
/// blocks of attention and MLP; the mean over the tokens of each modality, concatenated, to a linear head.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AttentionFusion : FusionBank
{
    private readonly Parameter _positionEmbedding;
    private readonly ModuleList<TransformerBlock> _blocks = new();
    private readonly StackedLinear _head;
    private readonly RoutingRecord? _routing;
    private readonly int _modalities;
    private readonly int _patches;

    private protected AttentionFusion(
        string name,
        int experts,
        int modalities,
        int outputs,
        TransformerSizes sizes,
        ExpertInitializer initializer,
        Func<int, TokenMlp> createMlp,
        RoutingRecord? routing = null)
        : base(name, experts, outputs)
    {
        if (sizes.HiddenDim % sizes.Heads != 0)
        {
            throw new ArgumentException($"Heads = {sizes.Heads} does not divide HiddenDim = {sizes.HiddenDim}.", nameof(sizes));
        }

        _modalities = modalities;
        _patches = sizes.Patches;
        _positionEmbedding = initializer.Constant(0, modalities * sizes.Patches, sizes.HiddenDim);
        for (int layer = 0; layer < sizes.Layers; layer++)
        {
            int index = layer;
            _blocks.Add(new TransformerBlock(sizes, initializer, () => createMlp(index)));
        }

        _head = new(modalities * sizes.HiddenDim, outputs, initializer);
        register_parameter("position_embedding", _positionEmbedding);
        register_module("blocks", _blocks);
        register_module("head", _head);
        if (routing is not null)
        {
            _routing = routing;
            register_module("routing", routing);
        }
    }

    /// <inheritdoc/>
    public override FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var trace = new RoutingTrace();
        torch.Tensor position = view.Of(_positionEmbedding);
        torch.Tensor tokens = torch.cat([.. embeddings], dim: -2).Plus(view.IsSingle ? position : position.unsqueeze(1));
        foreach (TransformerBlock block in _blocks.SkipLast(1))
        {
            tokens = Run(block, tokens, view, trace);
        }

        TransformerBlock last = _blocks[^1];
        torch.Tensor means = last.HasMeansFor(tokens, view) ? last.ForwardMeans(tokens, _patches, view) : Means(Run(last, tokens, view, trace));
        return Finish(means, view, trace);
    }

    /// <inheritdoc/>
    internal override FusionOutput Forward(PassInputs inputs, int expert, ExpertView view)
    {
        (torch.Tensor[] distinct, int[][] groupOf) = inputs.Distinct(expert);
        if (groupOf.Length == 1 || !TransformerBlock.HasKernelsFor(distinct[0], view, distinct.Length, groupOf.Length, _modalities))
        {
            return Forward(inputs.ForExpert(expert), view);
        }

        // Tokens that several passes share are embedded, normalised and projected once.
        var trace = new RoutingTrace();
        torch.Tensor[] positions = view.Of(_positionEmbedding).chunk(_modalities, dim: 0);
        torch.Tensor[] placed = [.. distinct.Select((run, group) => run.Plus(positions[inputs.ModalityOf(group)]))];
        var layout = TokenLayout.Shared((int)inputs.BatchSize, _patches, groupOf);
        torch.Tensor tokens = _blocks[0].Forward(torch.cat(placed, dim: 0), layout, view, trace);
        foreach (TransformerBlock block in _blocks.Skip(1))
        {
            tokens = Run(block, tokens, view, trace);
        }

        return Finish(Means(tokens), view, trace);
    }

    private static torch.Tensor Run(TransformerBlock block, torch.Tensor tokens, ExpertView view, RoutingTrace trace) =>
        TransformerBlock.HasKernelsFor(tokens, view)
            ? block.Forward(tokens, TokenLayout.Plain((int)tokens.shape[0], (int)tokens.shape[1]), view, trace)
            : block.Forward(tokens, view, trace);

    // [.., n * P, D] -> [.., n, P, D] -> mean over P
    private torch.Tensor Means(torch.Tensor tokens) => tokens.unflatten(tokens.dim() - 2, [_modalities, _patches]).mean([-2]);

    // [.., n, D] -> [.., n * D] -> outputs
    private FusionOutput Finish(torch.Tensor means, ExpertView view, RoutingTrace trace)
    {
        torch.Tensor latent = means.flatten(-2, -1);
        _routing?.Write(trace.Shares, view);
        return new FusionOutput(_head.Forward(latent, view), latent, view.IsSingle ? trace.GateLoss?.squeeze(0) : trace.GateLoss);
    }

    /// <inheritdoc/>
    public override RoutingStatistics? ReadRouting() => _routing?.Read();

    /// <inheritdoc/>
    public override IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames()
    {
        yield return ("pos_embed", _positionEmbedding);
        for (int layer = 0; layer < _blocks.Count; layer++)
        {
            foreach ((string name, Parameter stacked) in _blocks[layer].ReferenceNames())
            {
                yield return ($"network.{layer}.{name}", stacked);
            }
        }

        yield return ($"network.{_blocks.Count}.fc.weight", _head.Weight);
        yield return ($"network.{_blocks.Count}.fc.bias", _head.Bias!);
    }
}
