namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of counts.</summary>
public static class CountOptions
{
    /// <summary>The bound of the interaction losses.</summary>
    public static Option<double> Margin { get; } =
        new("Margin", OptionType.Number, "Squared difference of logarithms beyond which outputs are pushed apart no further; at 1 one expects e times as many as the other.", 1.0, minimum: 0, minimumIsExclusive: true);

    /// <summary>The component.</summary>
    public static TaskDefinition Definition { get; } =
        new("count", "Count", "Predicts how many: Poisson loss on the logarithm of the expected count.", Margin)
        {
            PredictsNumber = true,
            Phrase = "a count",
            Labels = "the counts, float32 [B], whole numbers from 0",
            OutputName = "log rate",
        };
}
