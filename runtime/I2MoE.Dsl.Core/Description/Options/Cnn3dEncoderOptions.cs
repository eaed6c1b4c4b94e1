// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// The network of the paper for brain volumes [C, Z, H, W]: six convolutions (32, 32, 64, 64, 128 channels and the hidden size of the
/// fusion) with pools of 2, 3 and 4, and the mean over what is left.
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record Cnn3dEncoderOptions
{
    /// <summary>Whether a batch normalisation stands between each convolution and its ReLU.</summary>
    /// <remarks>Default: true. Allowed: true, false.</remarks>
    public bool BatchNorm { get; init; } = true;
}
