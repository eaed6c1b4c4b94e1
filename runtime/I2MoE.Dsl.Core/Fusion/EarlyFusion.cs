using System.ComponentModel;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// The early fusion: patch p of all modalities, concatenated feature by feature, is token p of a small transformer; its last token goes to a
/// linear head.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EarlyFusion : LastTokenFusion
{
    /// <summary>Creates the bank.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="outputs">The number of outputs O.</param>
    /// <param name="options">Sizes and dropout.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    /// <exception cref="ArgumentException">The heads do not divide the width of the transformer.</exception>
    public EarlyFusion(int experts, int modalities, int outputs, EarlyFusionOptions options, ExpertInitializer initializer)
        : base(nameof(EarlyFusion), experts, outputs, Sizes(modalities, options), initializer)
    {
    }

    private protected override torch.Tensor Tokens(IReadOnlyList<torch.Tensor> embeddings) =>
        torch.cat([.. embeddings], dim: -1);

    private static (int Features, int Width, int Layers, int Heads, int FeedForwardDim, double Dropout) Sizes(int modalities, EarlyFusionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (modalities * options.HiddenDim, options.EmbedDim, options.Layers, options.Heads, options.FeedForwardDim, options.Dropout);
    }
}
