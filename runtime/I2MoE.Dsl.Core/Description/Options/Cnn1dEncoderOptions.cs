// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>Convolutions over the time of a sequence [T, F], flattened, and a linear layer to the hidden size of the fusion.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record Cnn1dEncoderOptions
{
    /// <summary>Channels after each block of convolution, ReLU and max pool; one block for each number.</summary>
    /// <remarks>Default: [64, 64]. Allowed: each 1 to 4096.</remarks>
    public IReadOnlyList<int> Channels { get; init; } = [64, 64];

    /// <summary>Side of the kernel of each convolution; the padding keeps the size for an odd one.</summary>
    /// <remarks>Default: 3. Allowed: 1 to 31.</remarks>
    public int KernelSize { get; init; } = 3;

    /// <summary>Side of the window of each max pool; 1 means no pool.</summary>
    /// <remarks>Default: 2. Allowed: 1 to 16.</remarks>
    public int Pool { get; init; } = 2;

    /// <summary>Whether a batch normalisation stands between each convolution and its ReLU.</summary>
    /// <remarks>Default: true. Allowed: true, false.</remarks>
    public bool BatchNorm { get; init; } = true;

    /// <summary>Probability with which a value is dropped in training before the last linear layer.</summary>
    /// <remarks>Default: 0. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; init; }
}
