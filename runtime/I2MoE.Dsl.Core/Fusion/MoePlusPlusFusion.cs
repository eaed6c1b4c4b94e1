using System.ComponentModel;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// The MoE++ fusion: the transformer fusion whose MLPs are MoE++ layers, each reading the layer before and its router logits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MoePlusPlusFusion : AttentionFusion
{
    /// <summary>Creates the bank.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="outputs">The number of outputs O.</param>
    /// <param name="options">Sizes, dropout, the wiring of a block, the number of routed experts and the weight of the gate loss.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    /// <exception cref="ArgumentException">The heads do not divide the hidden size.</exception>
    public MoePlusPlusFusion(int experts, int modalities, int outputs, MoePlusPlusFusionOptions options, ExpertInitializer initializer)
        : base(
            nameof(MoePlusPlusFusion),
            experts,
            modalities,
            outputs,
            Sizes(options),
            initializer,
            layer => new MoePlusPlusMlp(Sizes(options), options.RoutedExperts, options.TopK, hasGatingResidual: layer > 0, initializer),
            new RoutingRecord(experts, options.Layers, options.RoutedExperts + MoePlusPlusMlp.ZeroComputationExperts))
    {
        GateLossWeight = options.GateLossWeight;
    }

    /// <inheritdoc/>
    public override double GateLossWeight { get; }

    private static TransformerSizes Sizes(MoePlusPlusFusionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options.Layers, options.Heads, options.HiddenDim, options.Patches, options.Dropout, options.Block);
    }
}
