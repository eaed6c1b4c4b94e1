// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>Low-rank multimodal fusion: the product over the modalities of low-rank factors, then a head of two linear layers.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record LowRankFusionOptions
{
    /// <summary>Size D of every modality's embedding.</summary>
    /// <remarks>Default: 256. Allowed: 1 to 65536.</remarks>
    public int HiddenDim { get; init; } = 256;

    /// <summary>Rank R of the decomposition of the fusion tensor.</summary>
    /// <remarks>Default: 4. Allowed: 1 to 1024.</remarks>
    public int Rank { get; init; } = 4;

    /// <summary>Size L of the fused embedding.</summary>
    /// <remarks>Default: 256. Allowed: 1 to 65536.</remarks>
    public int FusedDim { get; init; } = 256;
}
