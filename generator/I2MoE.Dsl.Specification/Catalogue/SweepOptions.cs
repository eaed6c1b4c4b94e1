namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a sweep as a whole.</summary>
public static class SweepOptions
{
    /// <summary>The metric.</summary>
    public static Option<ValidationMetric> Metric { get; } =
        new("Metric", OptionType.Choice, "Metric on the validation part, one that the task has and not Auto, by which trials are compared, at the epoch that each of them keeps; where it is not given, that of `best` in the training. Which direction is better follows from it.", ValidationMetric.Score);

    /// <summary>The seeds.</summary>
    public static Option<EquatableArray<int>> Seeds { get; } =
        new("Seeds", OptionType.IntegerList, "Seeds with which every trial is trained; their mean is its score. None stands for seed 0.", default, minimum: 0, maximum: int.MaxValue);

    /// <summary>The epochs before the first choice.</summary>
    public static Option<int> HalvingFirst { get; } =
        new("HalvingFirst", OptionType.Integer, "Epochs after which a trial goes on only if it is among the best so far, and then again after so many times the factor; 0 trains all of them to the end.", 0, minimum: 0, maximum: 1_000_000, yaml: "halving.first");

    /// <summary>The share that goes on.</summary>
    public static Option<int> HalvingFactor { get; } =
        new("HalvingFactor", OptionType.Integer, "One of so many trials goes on.", 3, minimum: 2, maximum: 100, yaml: "halving.factor");

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Sweep, "sweep", "A search over values of the experiment, for the best on the validation part.", Metric, Seeds, HalvingFirst, HalvingFactor);
}
