// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>Predicts how many: Poisson loss on the logarithm of the expected count.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record CountOptions
{
    /// <summary>
    /// Squared difference of logarithms beyond which outputs are pushed apart no further; at 1 one expects e times as many as the other.
    /// </summary>
    /// <remarks>Default: 1. Allowed: greater than 0.</remarks>
    public double Margin { get; init; } = 1;
}
