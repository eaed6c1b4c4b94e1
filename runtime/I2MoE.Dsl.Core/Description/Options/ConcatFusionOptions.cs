// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>An MLP on the concatenated embeddings.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record ConcatFusionOptions
{
    /// <summary>Number of linear layers, the head included.</summary>
    /// <remarks>Default: 2. Allowed: 1 to 64.</remarks>
    public int Layers { get; init; } = 2;

    /// <summary>Size D of every modality's embedding and width of the hidden layers.</summary>
    /// <remarks>Default: 256. Allowed: 1 to 65536.</remarks>
    public int HiddenDim { get; init; } = 256;

    /// <summary>Probability with which a hidden unit is dropped in training.</summary>
    /// <remarks>Default: 0.5. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; init; } = 0.5;
}
