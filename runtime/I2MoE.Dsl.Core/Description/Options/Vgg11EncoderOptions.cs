// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// VGG11 with batch normalisation over an image [C, H, W], with a slim linear head and a linear layer to the hidden size of the fusion.
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record Vgg11EncoderOptions
{
    /// <summary>Width of the linear head on the pooled features, before the layer to the hidden size of the fusion.</summary>
    /// <remarks>Default: 16. Allowed: 1 to 65536.</remarks>
    public int HeadDim { get; init; } = 16;

    /// <summary>Probability with which a value is dropped in training after each ReLU.</summary>
    /// <remarks>Default: 0.2. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; init; } = 0.2;
}
