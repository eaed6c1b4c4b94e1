namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the interaction experts.</summary>
public static class ExpertsOptions
{
    /// <summary>The weight of the interaction loss.</summary>
    public static Option<double> InteractionLossWeight { get; } =
        new("InteractionLossWeight", OptionType.Number, "Weight (lambda) of the interaction loss beside the task loss; 0 switches it off.", 0.5, minimum: 0, maximum: 1000);

    /// <summary>What replaces a masked embedding.</summary>
    public static Option<Masking> Masking { get; } =
        new("Masking", OptionType.Choice, "What replaces the embedding of the masked modality in a masking pass.", Dsl.Masking.Random);

    /// <summary>How the experts start.</summary>
    public static Option<ExpertInitialization> Initialization { get; } =
        new("Initialization", OptionType.Choice, "Whether all experts start as copies of one fusion model or each by itself.", ExpertInitialization.Identical);

    /// <summary>Whether there are uniqueness experts.</summary>
    public static Option<bool> Uniqueness { get; } =
        new("Uniqueness", OptionType.Flag, "Whether there are uniqueness experts, one a modality; without them it is the ablation \"synergy-redundancy\".", true);

    /// <summary>The modalities with a uniqueness expert.</summary>
    public static Option<EquatableArray<string>> UniquenessOf { get; } =
        new("UniquenessOf", OptionType.NameList, "The modalities that have a uniqueness expert, for example [nameof(Image)]; none given means every modality.", default);

    /// <summary>Whether there is a synergy expert.</summary>
    public static Option<bool> Synergy { get; } =
        new("Synergy", OptionType.Flag, "Whether there is a synergy expert; in YAML synergy: pairs gives one for every pair of modalities.", true, word: "pairs", wordOption: "PairwiseSynergy");

    /// <summary>Whether every pair of modalities has a synergy expert.</summary>
    public static Option<bool> PairwiseSynergy { get; } =
        new("PairwiseSynergy", OptionType.Flag, "Whether every pair of modalities has a synergy expert, in place of one for all of them; in YAML also synergy: pairs.", false);

    /// <summary>Whether there is a redundancy expert.</summary>
    public static Option<bool> Redundancy { get; } =
        new("Redundancy", OptionType.Flag, "Whether there is a redundancy expert; in YAML redundancy: pairs gives one for every pair of modalities.", true, word: "pairs", wordOption: "PairwiseRedundancy");

    /// <summary>Whether every pair of modalities has a redundancy expert.</summary>
    public static Option<bool> PairwiseRedundancy { get; } =
        new("PairwiseRedundancy", OptionType.Flag, "Whether every pair of modalities has a redundancy expert, in place of one for all of them; in YAML also redundancy: pairs.", false);

    /// <summary>How many modalities a step masks.</summary>
    public static Option<int> MaskedModalities { get; } =
        new("MaskedModalities", OptionType.Integer, "How many modalities, drawn anew for every step, get a masking pass (the ablation \"less forward\"); none given means every modality.", 0, minimum: 2, maximum: 8);

    /// <summary>What the interaction losses compare.</summary>
    public static Option<InteractionComparison> Comparison { get; } =
        new("Comparison", OptionType.Choice, "What the interaction losses compare between the passes of an expert.", InteractionComparison.Outputs);

    /// <summary>What the interaction losses ask of the experts.</summary>
    public static Option<InteractionObjective> Objective { get; } =
        new("Objective", OptionType.Choice, "What the interaction losses ask of the experts.", InteractionObjective.Paper);

    /// <summary>The weight of agreement in the evidence objective.</summary>
    public static Option<double> AgreementWeight { get; } =
        new("AgreementWeight", OptionType.Number, "Objectives Evidence and Measured: weight (beta) of the distance between an expert's full pass and what its masked passes have in common.", 4, minimum: 0, maximum: 1000);

    /// <summary>The weight of the credit in the evidence objective.</summary>
    public static Option<double> CreditWeight { get; } =
        new("CreditWeight", OptionType.Number, "Objectives Evidence and Measured: weight (mu) of the loss that gives the weight to the simplest expert that explains a sample: redundancy before uniqueness before synergy.", 0.1, minimum: 0, maximum: 1000);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Experts, "experts", "Experts", "One uniqueness expert a modality, one synergy and one redundancy expert, each a whole fusion backbone (paper, section 3).", InteractionLossWeight, Objective, AgreementWeight, CreditWeight, Masking, MaskedModalities, Comparison, Uniqueness, UniquenessOf, Synergy, PairwiseSynergy, Redundancy, PairwiseRedundancy, Initialization);
}
