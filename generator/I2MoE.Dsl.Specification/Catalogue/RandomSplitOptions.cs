namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a split at random.</summary>
public static class RandomSplitOptions
{
    /// <summary>The training part.</summary>
    public static Option<double> Train { get; } =
        new("Train", OptionType.Number, "Part of the samples for training.", 0.7, minimum: 0, maximum: 0.99, minimumIsExclusive: true);

    /// <summary>The validation part.</summary>
    public static Option<double> Validation { get; } =
        new("Validation", OptionType.Number, "Part of the samples for validation; what is left is for testing.", 0.15, minimum: 0, maximum: 0.99, minimumIsExclusive: true);

    /// <summary>The seed.</summary>
    public static Option<int> Seed { get; } =
        new("Seed", OptionType.Integer, "Seed of the split.", 0, minimum: 0, maximum: int.MaxValue);

    /// <summary>Whether classes keep their shares.</summary>
    public static Option<bool> Stratify { get; } =
        new("Stratify", OptionType.Flag, "Whether every part has the classes in the shares of the whole.", true);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Split, "random", "Samples are dealt to the parts at random.", Train, Validation, Seed, Stratify);
}
