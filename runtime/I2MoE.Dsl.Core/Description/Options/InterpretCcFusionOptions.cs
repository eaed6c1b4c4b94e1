// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// A gate for every modality and sample, then an MLP on the gated embeddings, concatenated (InterpretCC in the paper's tables).
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record InterpretCcFusionOptions
{
    /// <summary>Size D of every modality's embedding and width of the hidden layers; the classifier narrows it to D / 2.</summary>
    /// <remarks>Default: 256. Allowed: 2 to 65536.</remarks>
    public int HiddenDim { get; init; } = 256;

    /// <summary>Temperature of the Gumbel-sigmoid gates: the smaller, the closer to 0 or 1.</summary>
    /// <remarks>Default: 1. Allowed: 0.001 to 1000.</remarks>
    public double Tau { get; init; } = 1;

    /// <summary>Whether a gate is 0 or 1 (with the gradient of the soft gate); otherwise it is a number between.</summary>
    /// <remarks>Default: true. Allowed: true, false.</remarks>
    public bool Hard { get; init; } = true;

    /// <summary>A hard gate is open where the soft gate exceeds this.</summary>
    /// <remarks>Default: 0.5. Allowed: greater than 0, up to 0.99.</remarks>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Probability with which a unit of the fused embedding is dropped in training.</summary>
    /// <remarks>Default: 0.5. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; init; } = 0.5;
}
