namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of regression.</summary>
public static class RegressionOptions
{
    /// <summary>The interaction losses.</summary>
    public static Option<RegressionInteraction> Interaction { get; } =
        new("Interaction", OptionType.Choice, "Which interaction losses: the paper's with a bound, or those of the reference code.", RegressionInteraction.Bounded);

    /// <summary>The bound of the interaction losses.</summary>
    public static Option<double> Margin { get; } =
        new("Margin", OptionType.Number, "Squared difference beyond which outputs are pushed apart no further, in squared units of the targets; their variance is a good choice, which is 1 for standardised targets.", 1.0, minimum: 0, minimumIsExclusive: true);

    /// <summary>The component.</summary>
    public static TaskDefinition Definition { get; } =
        new("regression", "Regression", "Predicts a number: smooth L1 loss on the output.", Interaction, Margin)
        {
            PredictsNumber = true,
            Phrase = "regression",
            Labels = "the targets, float32 [B]",
            OutputName = "value",
        };
}
