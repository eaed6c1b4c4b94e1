namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a split at random.</summary>
public static class RandomSplitOptions
{
    /// <summary>The training part.</summary>
    public static Option<double> Train { get; } =
        new("Train", OptionType.Number, "Part of the samples for training; with folds without effect, since what is left is for training.", 0.7, minimum: 0, maximum: 0.99, minimumIsExclusive: true);

    /// <summary>The validation part.</summary>
    public static Option<double> Validation { get; } =
        new("Validation", OptionType.Number, "Part of the samples for validation; what is left is for testing, without folds.", 0.15, minimum: 0, maximum: 0.99, minimumIsExclusive: true);

    /// <summary>The seed.</summary>
    public static Option<int> Seed { get; } =
        new("Seed", OptionType.Integer, "Seed of the split.", 0, minimum: 0, maximum: int.MaxValue);

    /// <summary>Whether classes keep their shares.</summary>
    public static Option<bool> Stratify { get; } =
        new("Stratify", OptionType.Flag, "Whether every part has the classes in the shares of the whole.", true);

    /// <summary>The number of folds.</summary>
    public static Option<int> Folds { get; } =
        new("Folds", OptionType.Integer, "Number of folds for cross-validation, of which one is the test part; 0 for none. Train with --folds to go through all of them.", 0, minimum: 0, maximum: 100);

    /// <summary>The fold for testing.</summary>
    public static Option<int> Fold { get; } =
        new("Fold", OptionType.Integer, "Which fold is the test part, from 0; below the number of folds.", 0, minimum: 0, maximum: 99);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Split, "random", "Samples are dealt to the parts at random.", Train, Validation, Seed, Stratify, Folds, Fold);
}
