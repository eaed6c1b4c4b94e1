// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// The transformer fusion whose MLPs are MoE++ layers: SwiGLU experts beside constant, copy and zero experts, with router logits passed
/// from layer to layer (MoE++ in the paper's tables).
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record MoePlusPlusFusionOptions
{
    /// <summary>Number of attention blocks.</summary>
    /// <remarks>Default: 2. Allowed: 1 to 64.</remarks>
    public int Layers { get; init; } = 2;

    /// <summary>Number of attention heads; divides HiddenDim.</summary>
    /// <remarks>Default: 4. Allowed: 1 to 1024.</remarks>
    public int Heads { get; init; } = 4;

    /// <summary>Hidden size D of every token.</summary>
    /// <remarks>Default: 256. Allowed: 1 to 65536.</remarks>
    public int HiddenDim { get; init; } = 256;

    /// <summary>Number of patches P (tokens) of every modality.</summary>
    /// <remarks>Default: 4. Allowed: 1 to 65536.</remarks>
    public int Patches { get; init; } = 4;

    /// <summary>Probability with which attention weights and hidden units are dropped in training.</summary>
    /// <remarks>Default: 0.5. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; init; } = 0.5;

    /// <summary>How a block is wired: the standard pre-norm residual block, or the block of the reference code.</summary>
    /// <remarks>Default: Residual. Allowed: Residual, Reference.</remarks>
    public AttentionBlock Block { get; init; } = AttentionBlock.Residual;

    /// <summary>Number of SwiGLU experts (64 wide) of a layer, beside two constant, one copy and one zero expert.</summary>
    /// <remarks>Default: 4. Allowed: 1 to 1024.</remarks>
    public int RoutedExperts { get; init; } = 4;

    /// <summary>Number of experts that a token goes to; at most RoutedExperts + 4.</summary>
    /// <remarks>Default: 2. Allowed: 2 to 1028.</remarks>
    public int TopK { get; init; } = 2;

    /// <summary>Weight of the load-balancing gate loss beside the task loss; 0 switches it off.</summary>
    /// <remarks>Default: 0.01. Allowed: 0 to 1000.</remarks>
    public double GateLossWeight { get; init; } = 0.01;
}
