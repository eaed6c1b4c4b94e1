// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>Maxout layers with dropout on a vector of features, and a linear layer to the hidden size of the fusion.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record MaxoutEncoderOptions
{
    /// <summary>Number of maxout layers before the linear one.</summary>
    /// <remarks>Default: 2. Allowed: 1 to 64.</remarks>
    public int Layers { get; init; } = 2;

    /// <summary>Width of the maxout layers.</summary>
    /// <remarks>Default: 256. Allowed: 1 to 65536.</remarks>
    public int HiddenDim { get; init; } = 256;

    /// <summary>Number of linear maps of which every unit takes the greatest.</summary>
    /// <remarks>Default: 2. Allowed: 2 to 64.</remarks>
    public int Pieces { get; init; } = 2;

    /// <summary>Probability with which a hidden unit is dropped in training.</summary>
    /// <remarks>Default: 0.3. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; init; } = 0.3;
}
