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

    /// <summary>The time between two checkpoints.</summary>
    public static Option<double> CheckpointEvery { get; } =
        new("CheckpointEvery", OptionType.Number, "Time between two checkpoints within an epoch, in seconds; 0 writes them after each epoch only.", 0.0, minimum: 0, maximum: 1e7, yaml: "checkpoint.every", isDuration: true);

    /// <summary>The time that training may take.</summary>
    public static Option<double> TimeLimit { get; } =
        new("TimeLimit", OptionType.Number, "Time after which training stops, in seconds, also within an epoch once one is finished; 0 means no limit.", 0.0, minimum: 0, maximum: 1e8, isDuration: true);

    /// <summary>What becomes of a step that is not finite.</summary>
    public static Option<NotFiniteHandling> NotFinite { get; } =
        new("NotFinite", OptionType.Choice, "What becomes of a step whose losses or gradients are NaN or infinite.", NotFiniteHandling.Stop, yaml: "not_finite.kind");

    /// <summary>The steps that may be skipped.</summary>
    public static Option<int> NotFiniteLimit { get; } =
        new("NotFiniteLimit", OptionType.Integer, "Number of steps that skip may leave out in a run before it stops.", 10, minimum: 1, maximum: 1_000_000, yaml: "not_finite.limit");

    /// <summary>With which kinds an option means something.</summary>
    internal static IReadOnlyList<OptionCondition> Conditions { get; } = [OptionCondition.Of(NotFiniteLimit, NotFinite, NotFiniteHandling.Skip)];

    /// <summary>The label smoothing.</summary>
    public static Option<double> LabelSmoothing { get; } =
        new("LabelSmoothing", OptionType.Number, "Share of the probability of the truth that the task loss spreads over all classes, or over both values of a label.", 0.0, minimum: 0, maximum: 0.9, yaml: "loss.label_smoothing");

    /// <summary>The exponent of the focal loss.</summary>
    public static Option<double> Focal { get; } =
        new("Focal", OptionType.Number, "Exponent of the focal loss: the task loss of a sample is multiplied by (1 - probability of the truth) to this power; 0 is the plain loss.", 0.0, minimum: 0, maximum: 10, yaml: "loss.focal");
}
