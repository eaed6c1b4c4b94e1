namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of training that say what a step learns from: samples, batches and the shape of the task loss.</summary>
public static class StepOptions
{
    /// <summary>The batches of a step.</summary>
    public static Option<int> Accumulation { get; } =
        new("Accumulation", OptionType.Integer, "Number of batches whose mean gradient makes one step; the last step of an epoch has those that remain.", 1, minimum: 1, maximum: 10_000);

    /// <summary>The samples of an epoch.</summary>
    public static Option<Sampling> Sampling { get; } =
        new("Sampling", OptionType.Choice, "Which samples an epoch goes over; Balanced is for classifications.", I2MoE.Dsl.Sampling.Shuffled);

    /// <summary>The label smoothing.</summary>
    public static Option<double> LabelSmoothing { get; } =
        new("LabelSmoothing", OptionType.Number, "Share of the probability of the truth that the task loss spreads over all classes, or over both values of a label.", 0.0, minimum: 0, maximum: 0.9, yaml: "loss.label_smoothing");

    /// <summary>The exponent of the focal loss.</summary>
    public static Option<double> Focal { get; } =
        new("Focal", OptionType.Number, "Exponent of the focal loss: the task loss of a sample is multiplied by (1 - probability of the truth) to this power; 0 is the plain loss.", 0.0, minimum: 0, maximum: 10, yaml: "loss.focal");
}
