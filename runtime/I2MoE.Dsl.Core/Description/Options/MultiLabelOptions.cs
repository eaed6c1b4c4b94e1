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

    /// <summary>Weight of having each label in the binary cross-entropy, one per label; none means all 1.</summary>
    /// <remarks>Default: none. Allowed: each 1E-06 to 1000000.</remarks>
    public IReadOnlyList<double> PositiveWeights { get; init; } = [];

    /// <summary>
    /// Whether having a label is weighted by the samples without it for each with it in the training part; in YAML also positive_weights:
    /// balanced.
    /// </summary>
    /// <remarks>Default: false. Allowed: true, false.</remarks>
    public bool BalancedPositiveWeights { get; init; }
}
