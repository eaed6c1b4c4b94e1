// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// A transformer over the numbers of the flattened embeddings, one token a number; the last token goes to a linear head (MultiBench).
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record LateFusionOptions
{
    /// <summary>Number of transformer encoder layers.</summary>
    /// <remarks>Default: 2. Allowed: 1 to 64.</remarks>
    public int Layers { get; init; } = 2;

    /// <summary>Number of attention heads; divides EmbedDim.</summary>
    /// <remarks>Default: 2. Allowed: 1 to 1024.</remarks>
    public int Heads { get; init; } = 2;

    /// <summary>Width of the transformer that each number of the flattened embeddings is mapped to.</summary>
    /// <remarks>Default: 24. Allowed: 1 to 65536.</remarks>
    public int EmbedDim { get; init; } = 24;

    /// <summary>Width of the hidden layer of the MLP in every encoder layer.</summary>
    /// <remarks>Default: 2048. Allowed: 1 to 65536.</remarks>
    public int FeedForwardDim { get; init; } = 2048;

    /// <summary>Size D of every token of a modality's embedding; the transformer reads n * P * D tokens.</summary>
    /// <remarks>Default: 16. Allowed: 1 to 65536.</remarks>
    public int HiddenDim { get; init; } = 16;

    /// <summary>Number of patches P of every modality.</summary>
    /// <remarks>Default: 4. Allowed: 1 to 65536.</remarks>
    public int Patches { get; init; } = 4;

    /// <summary>Probability with which attention weights and hidden units are dropped in training.</summary>
    /// <remarks>Default: 0.1. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; init; } = 0.1;
}
