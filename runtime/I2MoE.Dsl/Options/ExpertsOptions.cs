// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// One uniqueness expert a modality, one synergy and one redundancy expert, each a whole fusion backbone (paper, section 3).
/// </summary>
public sealed record ExpertsOptions
{
    /// <summary>Weight (lambda) of the interaction loss beside the task loss; 0 switches it off.</summary>
    /// <remarks>Default: 0.5. Allowed: 0 or more.</remarks>
    public double InteractionLossWeight { get; init; } = 0.5;

    /// <summary>What replaces the embedding of the masked modality in a masking pass.</summary>
    /// <remarks>Default: Random. Allowed: Random, Mean, Zero.</remarks>
    public Masking Masking { get; init; } = Masking.Random;

    /// <summary>Whether all experts start as copies of one fusion model or each by itself.</summary>
    /// <remarks>Default: Identical. Allowed: Identical, Independent.</remarks>
    public ExpertInitialization Initialization { get; init; } = ExpertInitialization.Identical;
}
