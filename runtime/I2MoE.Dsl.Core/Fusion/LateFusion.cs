using System.ComponentModel;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// The late fusion: the embeddings are flattened and concatenated, every number is a token of a transformer, and its last token goes to a
/// linear head. Attention costs the square of n * P * D.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LateFusion : LastTokenFusion
{
    /// <summary>Creates the bank.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="outputs">The number of outputs O.</param>
    /// <param name="options">Sizes and dropout.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    /// <exception cref="ArgumentException">The heads do not divide the width of the transformer.</exception>
    public LateFusion(int experts, int modalities, int outputs, LateFusionOptions options, ExpertInitializer initializer)
        : base(nameof(LateFusion), experts, outputs, Sizes(options), initializer)
    {
    }

    private protected override torch.Tensor Tokens(IReadOnlyList<torch.Tensor> embeddings) =>
        torch.cat([.. embeddings.Select(embedding => embedding.flatten(-2, -1))], dim: -1).unsqueeze(-1);

    private static (int Features, int Width, int Layers, int Heads, int FeedForwardDim, double Dropout) Sizes(LateFusionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (1, options.EmbedDim, options.Layers, options.Heads, options.FeedForwardDim, options.Dropout);
    }
}
