// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>Predicts which of several labels a sample has: binary cross-entropy on the logits.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record MultiLabelOptions
{
    /// <summary>Number of labels; a sample has any of them, written as 0 or 1 for each.</summary>
    /// <remarks>Default: 2. Allowed: 1 to 100000.</remarks>
    public int Labels { get; init; } = 2;
}
