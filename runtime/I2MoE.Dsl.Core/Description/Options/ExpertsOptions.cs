// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// One uniqueness expert a modality, one synergy and one redundancy expert, each a whole fusion backbone (paper, section 3).
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed record ExpertsOptions
{
    /// <summary>Weight (lambda) of the interaction loss beside the task loss; 0 switches it off.</summary>
    /// <remarks>Default: 0.5. Allowed: 0 to 1000.</remarks>
    public double InteractionLossWeight { get; init; } = 0.5;

    /// <summary>What the interaction losses ask of the experts.</summary>
    /// <remarks>Default: Paper. Allowed: Paper, Evidence, Measured.</remarks>
    public InteractionObjective Objective { get; init; } = InteractionObjective.Paper;

    /// <summary>
    /// Objectives Evidence and Measured: weight (beta) of the distance between an expert's full pass and what its masked passes have in
    /// common.
    /// </summary>
    /// <remarks>Default: 4. Allowed: 0 to 1000.</remarks>
    public double AgreementWeight { get; init; } = 4;

    /// <summary>
    /// Objectives Evidence and Measured: weight (mu) of the loss that gives the weight to the simplest expert that explains a sample:
    /// redundancy before uniqueness before synergy.
    /// </summary>
    /// <remarks>Default: 0.1. Allowed: 0 to 1000.</remarks>
    public double CreditWeight { get; init; } = 0.1;

    /// <summary>What replaces the embedding of the masked modality in a masking pass.</summary>
    /// <remarks>Default: Random. Allowed: Random, Mean, Zero.</remarks>
    public Masking Masking { get; init; } = Masking.Random;

    /// <summary>
    /// How many modalities, drawn anew for every step, get a masking pass (the ablation "less forward"); none given means every modality.
    /// </summary>
    /// <remarks>Default: none. Allowed: 2 to 8.</remarks>
    public int MaskedModalities { get; init; }

    /// <summary>What the interaction losses compare between the passes of an expert.</summary>
    /// <remarks>Default: Outputs. Allowed: Outputs, Latents.</remarks>
    public InteractionComparison Comparison { get; init; } = InteractionComparison.Outputs;

    /// <summary>Whether there are uniqueness experts, one a modality; without them it is the ablation "synergy-redundancy".</summary>
    /// <remarks>Default: true. Allowed: true, false.</remarks>
    public bool Uniqueness { get; init; } = true;

    /// <summary>The modalities that have a uniqueness expert, for example [nameof(Image)]; none given means every modality.</summary>
    /// <remarks>Default: none. Allowed: names of modalities.</remarks>
    public IReadOnlyList<string> UniquenessOf { get; init; } = [];

    /// <summary>Whether there is a synergy expert; in YAML synergy: pairs gives one for every pair of modalities.</summary>
    /// <remarks>Default: true. Allowed: true, false.</remarks>
    public bool Synergy { get; init; } = true;

    /// <summary>
    /// Whether every pair of modalities has a synergy expert, in place of one for all of them; in YAML also synergy: pairs.
    /// </summary>
    /// <remarks>Default: false. Allowed: true, false.</remarks>
    public bool PairwiseSynergy { get; init; }

    /// <summary>Whether there is a redundancy expert; in YAML redundancy: pairs gives one for every pair of modalities.</summary>
    /// <remarks>Default: true. Allowed: true, false.</remarks>
    public bool Redundancy { get; init; } = true;

    /// <summary>
    /// Whether every pair of modalities has a redundancy expert, in place of one for all of them; in YAML also redundancy: pairs.
    /// </summary>
    /// <remarks>Default: false. Allowed: true, false.</remarks>
    public bool PairwiseRedundancy { get; init; }

    /// <summary>Whether all experts start as copies of one fusion model or each by itself.</summary>
    /// <remarks>Default: Identical. Allowed: Identical, Independent.</remarks>
    public ExpertInitialization Initialization { get; init; } = ExpertInitialization.Identical;
}
