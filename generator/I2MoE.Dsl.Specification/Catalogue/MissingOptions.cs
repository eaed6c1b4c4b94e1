namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of modalities that samples lack.</summary>
public static class MissingOptions
{
    /// <summary>What stands in the place of an absent modality.</summary>
    public static Option<MissingReplacement> Replacement { get; } =
        new("Replacement", OptionType.Choice, "What the experts see of an optional modality that a sample lacks.", MissingReplacement.Learned);

    /// <summary>How often training takes a modality away.</summary>
    public static Option<double> Dropout { get; } =
        new DropoutOption("Probability with which training takes an optional modality away from a sample that has it, in every step anew; a sample always keeps one of those it has.", 0.2);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Missing, "missing", "Missing", "What is done about optional modalities that samples lack, in training and afterwards.", Replacement, Dropout);
}
