// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>What is done about optional modalities that samples lack, in training and afterwards.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record MissingOptions
{
    /// <summary>What the experts see of an optional modality that a sample lacks.</summary>
    /// <remarks>Default: Learned. Allowed: Learned, Mean, Zero.</remarks>
    public MissingReplacement Replacement { get; init; } = MissingReplacement.Learned;

    /// <summary>
    /// Probability with which training takes an optional modality away from a sample that has it, in every step anew; a sample always keeps
    /// one of those it has.
    /// </summary>
    /// <remarks>Default: 0.2. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; init; } = 0.2;
}
