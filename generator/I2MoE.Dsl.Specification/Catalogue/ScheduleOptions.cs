namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of training that say how the learning rate goes on, in YAML the mapping <c>schedule</c>.</summary>
public static class ScheduleOptions
{
    /// <summary>The kind of the schedule.</summary>
    public static Option<ScheduleKind> Kind { get; } =
        new("Schedule", OptionType.Choice, "How the learning rate goes on from step to step.", ScheduleKind.Constant, yaml: "schedule.kind");

    /// <summary>The share of the steps that warm up.</summary>
    public static Option<double> Warmup { get; } =
        new("Warmup", OptionType.Number, "Share of all steps over which the learning rate first rises from near 0, by the same amount every step.", 0.0, minimum: 0, maximum: 0.9, yaml: "schedule.warmup");

    /// <summary>The least factor.</summary>
    public static Option<double> Minimum { get; } =
        new("ScheduleMinimum", OptionType.Number, "Least learning rate, as a share of LearningRate, of linear, cosine and plateau.", 0.0, minimum: 0, maximum: 1, yaml: "schedule.minimum");

    /// <summary>The epochs between two steps of the learning rate.</summary>
    public static Option<int> Every { get; } =
        new("ScheduleEvery", OptionType.Integer, "Number of epochs after which step multiplies the learning rate by the factor.", 10, minimum: 1, maximum: 1_000_000, yaml: "schedule.every");

    /// <summary>What the learning rate is multiplied by.</summary>
    public static Option<double> Factor { get; } =
        new("ScheduleFactor", OptionType.Number, "What step and plateau multiply the learning rate by.", 0.1, minimum: 0, maximum: 1, minimumIsExclusive: true, yaml: "schedule.factor");

    /// <summary>The epochs without progress.</summary>
    public static Option<int> Patience { get; } =
        new("SchedulePatience", OptionType.Integer, "Number of epochs without progress that plateau lets pass.", 10, minimum: 0, maximum: 1_000_000, yaml: "schedule.patience");

    /// <summary>The share of the steps up to the peak.</summary>
    public static Option<double> Peak { get; } =
        new("SchedulePeak", OptionType.Number, "Share of all steps after which one_cycle has its greatest learning rate.", 0.3, minimum: 0.01, maximum: 0.99, yaml: "schedule.peak");

    /// <summary>With which kinds an option means something.</summary>
    internal static IReadOnlyList<OptionCondition> Conditions { get; } =
    [
        OptionCondition.Of(Warmup, Kind, ScheduleKind.Constant, ScheduleKind.Linear, ScheduleKind.Cosine, ScheduleKind.Step, ScheduleKind.Plateau),
        OptionCondition.Of(Minimum, Kind, ScheduleKind.Linear, ScheduleKind.Cosine, ScheduleKind.Plateau),
        OptionCondition.Of(Every, Kind, ScheduleKind.Step),
        OptionCondition.Of(Factor, Kind, ScheduleKind.Step, ScheduleKind.Plateau),
        OptionCondition.Of(Patience, Kind, ScheduleKind.Plateau),
        OptionCondition.Of(Peak, Kind, ScheduleKind.OneCycle),
    ];
}
