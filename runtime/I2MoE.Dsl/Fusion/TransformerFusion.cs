using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// The transformer fusion ("MulT" in the paper's tables): the tokens of all modalities, concatenated, plus a learned position embedding;
/// blocks of attention and MLP; the mean over the tokens of each modality, concatenated, to a linear head.
/// </summary>
public sealed class TransformerFusion : FusionBank
{
    private readonly Parameter _positionEmbedding;
    private readonly ModuleList<TransformerBlock> _blocks = new();
    private readonly StackedLinear _head;
    private readonly int _modalities;
    private readonly int _patches;

    /// <summary>Creates the bank.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="outputs">The number of outputs O.</param>
    /// <param name="options">Sizes, dropout and the wiring of a block.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    /// <exception cref="ArgumentException">The heads do not divide the hidden size.</exception>
    public TransformerFusion(int experts, int modalities, int outputs, TransformerFusionOptions options, ExpertInitializer initializer)
        : base(nameof(TransformerFusion), experts, outputs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(initializer);
        if (options.HiddenDim % options.Heads != 0)
        {
            throw new ArgumentException($"Heads = {options.Heads} does not divide HiddenDim = {options.HiddenDim}.", nameof(options));
        }

        _modalities = modalities;
        _patches = options.Patches;
        _positionEmbedding = initializer.Constant(0, modalities * options.Patches, options.HiddenDim);
        for (int layer = 0; layer < options.Layers; layer++)
        {
            _blocks.Add(new TransformerBlock(options, initializer));
        }

        _head = new(modalities * options.HiddenDim, outputs, initializer);
        register_parameter("position_embedding", _positionEmbedding);
        register_module("blocks", _blocks);
        register_module("head", _head);
    }

    /// <inheritdoc/>
    public override FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        torch.Tensor position = view.Of(_positionEmbedding);
        torch.Tensor tokens = torch.cat([.. embeddings], dim: -2) + (view.IsSingle ? position : position.unsqueeze(1));
        foreach (TransformerBlock block in _blocks)
        {
            tokens = block.Forward(tokens, view);
        }

        // [.., n * P, D] -> [.., n, P, D] -> mean over P -> [.., n * D]
        torch.Tensor means = tokens.unflatten(tokens.dim() - 2, [_modalities, _patches]).mean([-2]);
        torch.Tensor latent = means.flatten(-2, -1);
        return new FusionOutput(_head.Forward(latent, view), latent);
    }

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
