// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// Predicts one of several classes that have an order: binary cross-entropies of being above each class, on the logits of the classes.
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record OrdinalOptions
{
    /// <summary>Number of classes; labels are 0 to Classes - 1, from the least to the greatest.</summary>
    /// <remarks>Default: 3. Allowed: 3 to 100000.</remarks>
    public int Classes { get; init; } = 3;
}
