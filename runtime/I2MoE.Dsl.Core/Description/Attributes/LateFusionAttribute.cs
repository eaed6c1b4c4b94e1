// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// A transformer over the numbers of the flattened embeddings, one token a number; the last token goes to a linear head (MultiBench).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class LateFusionAttribute : Attribute
{
    /// <summary>Number of transformer encoder layers.</summary>
    /// <remarks>Default: 2. Allowed: 1 to 64.</remarks>
    public int Layers { get; set; } = 2;

    /// <summary>Number of attention heads; divides EmbedDim.</summary>
    /// <remarks>Default: 2. Allowed: 1 to 1024.</remarks>
    public int Heads { get; set; } = 2;

    /// <summary>Width of the transformer that each number of the flattened embeddings is mapped to.</summary>
    /// <remarks>Default: 24. Allowed: 1 to 65536.</remarks>
    public int EmbedDim { get; set; } = 24;

    /// <summary>Width of the hidden layer of the MLP in every encoder layer.</summary>
    /// <remarks>Default: 2048. Allowed: 1 to 65536.</remarks>
    public int FeedForwardDim { get; set; } = 2048;

    /// <summary>Size D of every token of a modality's embedding; the transformer reads n * P * D tokens.</summary>
    /// <remarks>Default: 16. Allowed: 1 to 65536.</remarks>
    public int HiddenDim { get; set; } = 16;

    /// <summary>Number of patches P of every modality.</summary>
    /// <remarks>Default: 4. Allowed: 1 to 65536.</remarks>
    public int Patches { get; set; } = 4;

    /// <summary>Probability with which attention weights and hidden units are dropped in training.</summary>
    /// <remarks>Default: 0.1. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; set; } = 0.1;
}
