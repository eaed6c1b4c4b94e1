// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>An encoder of your own, from samples of any shape to vectors of the hidden size of the fusion.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record CustomEncoderOptions
{
    /// <summary>Class of the encoder, given with typeof(…).</summary>
    /// <remarks>
    /// Default: none. Allowed: a class that derives from Encoder and has the constructor (Modality modality, int embeddingDim,
    /// ParameterInitializer initializer).
    /// </remarks>
    public Type? Type { get; init; }
}
