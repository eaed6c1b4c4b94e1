// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>Predicts a number: smooth L1 loss on the output.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record RegressionOptions
{
    /// <summary>Which interaction losses: the paper's with a bound, or those of the reference code.</summary>
    /// <remarks>Default: Bounded. Allowed: Bounded, Reference.</remarks>
    public RegressionInteraction Interaction { get; init; } = RegressionInteraction.Bounded;

    /// <summary>
    /// Squared difference beyond which outputs are pushed apart no further, in squared units of the targets; their variance is a good
    /// choice, which is 1 for standardised targets.
    /// </summary>
    /// <remarks>Default: 1. Allowed: greater than 0.</remarks>
    public double Margin { get; init; } = 1;
}
