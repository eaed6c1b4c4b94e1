// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>The MLP that gives every sample its weights of the experts: softmax(MLP(mean embeddings) / temperature).</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record ReweightingOptions
{
    /// <summary>Number of linear layers.</summary>
    /// <remarks>Default: 2. Allowed: 1 to 64.</remarks>
    public int Layers { get; init; } = 2;

    /// <summary>Width of the hidden layers.</summary>
    /// <remarks>Default: 256. Allowed: 1 to 65536.</remarks>
    public int HiddenDim { get; init; } = 256;

    /// <summary>Temperature of the softmax over the experts; higher is more even.</summary>
    /// <remarks>Default: 1. Allowed: 0.001 to 1000.</remarks>
    public double Temperature { get; init; } = 1;

    /// <summary>Probability with which a hidden unit is dropped in training.</summary>
    /// <remarks>Default: 0.5. Allowed: 0 to 0.99.</remarks>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Whether every sample has weights of its own, or all share one weight an expert.</summary>
    /// <remarks>Default: PerSample. Allowed: PerSample, Global.</remarks>
    public ReweightingScope Scope { get; init; } = ReweightingScope.PerSample;
}
