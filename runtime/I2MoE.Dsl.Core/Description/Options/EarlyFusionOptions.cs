// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// A small transformer over the tokens of all modalities, concatenated feature by feature; the last token goes to a linear head
/// (MultiBench).
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record EarlyFusionOptions
{
    /// <summary>Number of transformer encoder layers.</summary>
    /// <remarks>Default: 3. Allowed: 1 to 64.</remarks>
    public int Layers { get; init; } = 3;

    /// <summary>Number of attention heads; divides EmbedDim.</summary>
    /// <remarks>Default: 3. Allowed: 1 to 1024.</remarks>
    public int Heads { get; init; } = 3;

    /// <summary>Width of the small transformer that each concatenated token is mapped to.</summary>
    /// <remarks>Default: 9. Allowed: 1 to 65536.</remarks>
    public int EmbedDim { get; init; } = 9;

    /// <summary>Width of the hidden layer of the MLP in every encoder layer.</summary>
    /// <remarks>Default: 2048. Allowed: 1 to 65536.</remarks>
    public int FeedForwardDim { get; init; } = 2048;

    /// <summary>Size D of every token of a modality's embedding.</summary>
    /// <remarks>Default: 256. Allowed: 1 to 65536.</remarks>
    public int HiddenDim { get; init; } = 256;

    /// <summary>Number of patches P (tokens) of every modality; patch p of all modalities is one token of the transformer.</summary>
    /// <remarks>Default: 4. Allowed: 1 to 65536.</remarks>
    public int Patches { get; init; } = 4;

    /// <summary>Probability with which attention weights and hidden units are dropped in training.</summary>
    /// <remarks>Default: 0.1. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; init; } = 0.1;
}
