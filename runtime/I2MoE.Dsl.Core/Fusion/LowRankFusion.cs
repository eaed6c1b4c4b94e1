using System.ComponentModel;
using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// The low-rank fusion (LRMF, Liu et al. 2018): every embedding, with a constant 1, is mapped by R factors; the product over the modalities,
/// weighted over the ranks, is the fused embedding; the head is linear, ReLU, linear.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LowRankFusion : FusionBank
{
    private const int HeadWidth = 128;

    private readonly Parameter[] _factors;
    private readonly Parameter _rankWeights;
    private readonly Parameter _bias;
    private readonly StackedLinear _hidden;
    private readonly StackedLinear _head;

    /// <summary>Creates the bank.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="outputs">The number of outputs O.</param>
    /// <param name="options">Sizes and rank.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    public LowRankFusion(int experts, int modalities, int outputs, LowRankFusionOptions options, ExpertInitializer initializer)
        : base(nameof(LowRankFusion), experts, outputs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(initializer);
        int inputs = options.HiddenDim + 1;
        _factors = [.. Enumerable.Range(0, modalities).Select(_ => initializer.Uniform(Glorot(inputs, options.FusedDim), options.Rank, inputs, options.FusedDim))];
        _rankWeights = initializer.Uniform(Glorot(options.Rank, 1), options.Rank);
        _bias = initializer.Constant(0, options.FusedDim);
        _hidden = new(options.FusedDim, HeadWidth, initializer);
        _head = new(HeadWidth, outputs, initializer);
        for (int modality = 0; modality < modalities; modality++)
        {
            register_parameter($"factor_{modality}", _factors[modality]);
        }

        register_parameter("rank_weights", _rankWeights);
        register_parameter("bias", _bias);
        register_module("hidden", _hidden);
        register_module("head", _head);
    }

    /// <inheritdoc/>
    public override FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentNullException.ThrowIfNull(view);
        torch.Tensor product = embeddings
            .Select((embedding, modality) => MapByRank(embedding, view.Of(_factors[modality])))
            .Aggregate((left, right) => left * right);

        // [.., R, M, L] -> [.., M, L]
        torch.Tensor weights = view.Of(_rankWeights).unsqueeze(-1).unsqueeze(-1);
        torch.Tensor latent = (product * weights).sum(dim: -3).Plus(view.Of(_bias).unsqueeze(-2));
        torch.Tensor hidden = torch.nn.functional.relu(_hidden.Forward(latent, view));
        return new FusionOutput(_head.Forward(hidden, view), latent);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() =>
    [
        ("fusion_weights", _rankWeights),
        ("fusion_bias", _bias),
        ("cls_head.0.weight", _hidden.Weight),
        ("cls_head.0.bias", _hidden.Bias!),
        ("cls_head.2.weight", _head.Weight),
        ("cls_head.2.bias", _head.Bias!),
        .. _factors.Select((factor, modality) => ($"factors.{modality}", factor)),
    ];

    // [.., M, D] with factors [.., R, D + 1, L] -> [.., R, M, L]. The row of the constant 1 comes first.
    private static torch.Tensor MapByRank(torch.Tensor embedding, torch.Tensor factors)
    {
        torch.Tensor ofOne = factors.narrow(-2, 0, 1);
        torch.Tensor ofEmbedding = factors.narrow(-2, 1, factors.shape[^2] - 1);
        return torch.matmul(embedding.unsqueeze(-3), ofEmbedding).Plus(ofOne);
    }

    private static double Glorot(int inputs, int outputs) => Math.Sqrt(6.0 / (inputs + outputs));
}
