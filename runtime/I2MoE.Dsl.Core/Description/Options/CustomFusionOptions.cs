// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>A fusion of your own: a class that derives from FusionBank.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record CustomFusionOptions
{
    /// <summary>Class of the fusion, given with typeof(…).</summary>
    /// <remarks>
    /// Default: none. Allowed: a class that derives from FusionBank and has the constructor (int experts, int modalities, int outputs, int
    /// embeddingDim, ExpertInitializer initializer).
    /// </remarks>
    public Type? Type { get; init; }

    /// <summary>Whether the fusion takes one vector a modality, [B, D], or patches, [B, P, D].</summary>
    /// <remarks>Default: Tokens. Allowed: Vector, Tokens.</remarks>
    public EmbeddingKind Embedding { get; init; } = EmbeddingKind.Tokens;

    /// <summary>Size D of the embeddings, which the constructor gets as embeddingDim.</summary>
    /// <remarks>Default: 256. Allowed: 1 to 65536.</remarks>
    public int HiddenDim { get; init; } = 256;

    /// <summary>Number of patches P of every modality where the fusion takes patches.</summary>
    /// <remarks>Default: 4. Allowed: 1 to 65536.</remarks>
    public int Patches { get; init; } = 4;
}
