namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The ways in which a sweep chooses its trials.</summary>
public static class SearchOptions
{
    /// <summary>The number of trials.</summary>
    public static Option<int> Trials { get; } =
        new("Trials", OptionType.Integer, "Number of trials, beside the experiment as it stands.", 20, minimum: 1, maximum: 10_000);

    /// <summary>The seed.</summary>
    public static Option<int> Seed { get; } =
        new("Seed", OptionType.Integer, "Seed of the choice.", 0, minimum: 0, maximum: int.MaxValue);

    /// <summary>Every combination.</summary>
    public static ComponentDefinition Grid { get; } =
        new(Section.Search, "grid", "Every combination of the values, the last parameter fastest; of a range as many as its `steps`.");

    /// <summary>Values at random.</summary>
    public static ComponentDefinition Random { get; } =
        new(Section.Search, "random", "Every trial draws its values at random.", Trials, Seed);

    /// <summary>The tree-structured Parzen estimator.</summary>
    public static ComponentDefinition Tpe { get; } =
        new(Section.Search, "tpe", "The tree-structured Parzen estimator (Bergstra et al. 2011): after ten trials at random, values that are frequent among the best trials and rare among the others.", Trials, Seed);
}
