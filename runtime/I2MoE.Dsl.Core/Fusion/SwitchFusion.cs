using System.ComponentModel;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// The switch fusion ("SwitchGate" in the paper's tables): the transformer fusion whose first MLP is sparse: a switch gate sends every token to one
/// of several MLPs.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SwitchFusion : AttentionFusion
{
    /// <summary>Creates the bank.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="modalities">The number of modalities n.</param>
    /// <param name="outputs">The number of outputs O.</param>
    /// <param name="options">Sizes, dropout, the wiring of a block, the number of routed experts and the weight of the gate loss.</param>
    /// <param name="initializer">Draws the initial parameters.</param>
    /// <exception cref="ArgumentException">The heads do not divide the hidden size.</exception>
    public SwitchFusion(int experts, int modalities, int outputs, SwitchFusionOptions options, ExpertInitializer initializer)
        : base(
            nameof(SwitchFusion),
            experts,
            modalities,
            outputs,
            Sizes(options),
            initializer,
            layer => layer == 0 ? new SwitchMlp(Sizes(options), modalities, options.RoutedExperts, initializer) : new DenseMlp(Sizes(options), initializer),
            new RoutingRecord(experts, layers: 1, options.RoutedExperts))
    {
        GateLossWeight = options.GateLossWeight;
    }

    /// <inheritdoc/>
    public override double GateLossWeight { get; }

    private static TransformerSizes Sizes(SwitchFusionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options.Layers, options.Heads, options.HiddenDim, options.Patches, options.Dropout, options.Block);
    }
}
