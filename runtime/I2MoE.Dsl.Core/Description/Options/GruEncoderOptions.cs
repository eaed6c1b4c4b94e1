// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>The last state of a GRU over a sequence [T, F], of the hidden size of the fusion.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record GruEncoderOptions
{
    /// <summary>Number of GRU layers, each over the states of the one before.</summary>
    /// <remarks>Default: 1. Allowed: 1 to 16.</remarks>
    public int Layers { get; init; } = 1;

    /// <summary>Probability with which a state is dropped in training between two layers.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; init; }
}
