namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of the interaction experts.</summary>
public static class ExpertsOptions
{
    /// <summary>The weight of the interaction loss.</summary>
    public static Option<double> InteractionLossWeight { get; } =
        new("InteractionLossWeight", OptionType.Number, "Weight (lambda) of the interaction loss beside the task loss; 0 switches it off.", 0.5, minimum: 0);

    /// <summary>What replaces a masked embedding.</summary>
    public static Option<Masking> Masking { get; } =
        new("Masking", OptionType.Choice, "What replaces the embedding of the masked modality in a masking pass.", Dsl.Masking.Random);

    /// <summary>How the experts start.</summary>
    public static Option<ExpertInitialization> Initialization { get; } =
        new("Initialization", OptionType.Choice, "Whether all experts start as copies of one fusion model or each by itself.", ExpertInitialization.Identical);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Experts, "experts", "Experts", "One uniqueness expert a modality, one synergy and one redundancy expert, each a whole fusion backbone (paper, section 3).", InteractionLossWeight, Masking, Initialization);
}
