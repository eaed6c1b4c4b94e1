// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// Attention over the tokens of all modalities, then the mean of each modality's tokens, concatenated, to a linear head (MulT in the
/// paper's tables).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class TransformerFusionAttribute : Attribute
{
    /// <summary>Number of attention blocks.</summary>
    /// <remarks>Default: 2. Allowed: 1 to 64.</remarks>
    public int Layers { get; set; } = 2;

    /// <summary>Number of attention heads; divides HiddenDim.</summary>
    /// <remarks>Default: 4. Allowed: 1 to 1024.</remarks>
    public int Heads { get; set; } = 4;

    /// <summary>Hidden size D of every token.</summary>
    /// <remarks>Default: 256. Allowed: 1 to 65536.</remarks>
    public int HiddenDim { get; set; } = 256;

    /// <summary>Number of patches P (tokens) of every modality.</summary>
    /// <remarks>Default: 4. Allowed: 1 to 65536.</remarks>
    public int Patches { get; set; } = 4;

    /// <summary>Probability with which attention weights and hidden units are dropped in training.</summary>
    /// <remarks>Default: 0.5. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; set; } = 0.5;

    /// <summary>How a block is wired: the standard pre-norm residual block, or the block of the reference code.</summary>
    /// <remarks>Default: Residual. Allowed: Residual, Reference.</remarks>
    public AttentionBlock Block { get; set; } = AttentionBlock.Residual;
}
