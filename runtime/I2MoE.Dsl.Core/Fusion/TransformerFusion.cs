using System.ComponentModel;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// The transformer fusion ("MulT" in the paper's tables): attention over the tokens of all modalities, every MLP dense.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TransformerFusion : AttentionFusion
{
    /// <summary>Creates the bank.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="outputs">The number of outputs O.</param>
    /// <param name="options">Sizes, dropout and the wiring of a block.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    /// <exception cref="ArgumentException">The heads do not divide the hidden size.</exception>
    public TransformerFusion(int experts, int modalities, int outputs, TransformerFusionOptions options, ExpertInitializer initializer)
        : base(
            nameof(TransformerFusion),
            experts,
            modalities,
            outputs,
            Sizes(options),
            initializer,
            _ => new DenseMlp(Sizes(options), initializer))
    {
    }

    private static TransformerSizes Sizes(TransformerFusionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options.Layers, options.Heads, options.HiddenDim, options.Patches, options.Dropout, options.Block);
    }
}
