namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of times to an event.</summary>
public static class SurvivalOptions
{
    /// <summary>The number of intervals.</summary>
    public static Option<int> Intervals { get; } =
        new("Intervals", OptionType.Integer, "Number of intervals of time, in each of which as many events of the training part end; the last ends with the last event.", 8, minimum: 2, maximum: 1000);

    /// <summary>The bound of the interaction losses.</summary>
    public static Option<double> Margin { get; } =
        new("Margin", OptionType.Number, "Squared difference of log odds of an interval beyond which outputs are pushed apart no further; at 1 one has e times the odds of the other.", 1.0, minimum: 0, minimumIsExclusive: true);

    /// <summary>The component.</summary>
    public static TaskDefinition Definition { get; } =
        new("survival", "Survival", "Predicts the time to an event, which of some samples is only known to be later: a logistic hazard of each interval of time.", Intervals, Margin)
        {
            Outputs = Intervals,
            PredictsNumber = true,
            Phrase = "the time to an event, by {0} intervals",
            Labels = "the times and whether the event happened then (1) or is later (0), float32 [B, 2]",
            OutputName = "log odds of the event",
        };
}
