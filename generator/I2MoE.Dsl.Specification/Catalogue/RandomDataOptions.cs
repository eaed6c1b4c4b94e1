namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of data drawn at random.</summary>
public static class RandomDataOptions
{
    /// <summary>The number of samples.</summary>
    public static Option<int> Samples { get; } =
        new("Samples", OptionType.Integer, "Number of samples.", 256, minimum: 8, maximum: 10_000_000);

    /// <summary>The seed.</summary>
    public static Option<int> Seed { get; } =
        new("Seed", OptionType.Integer, "Seed of the samples and labels.", 0, minimum: 0, maximum: int.MaxValue);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Source, "random", "Samples and labels drawn at random in the shapes of the model, to try a model without data.", Samples, Seed);
}
