namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of multi-label classification.</summary>
public static class MultiLabelOptions
{
    /// <summary>The number of labels.</summary>
    public static Option<int> Labels { get; } =
        new("Labels", OptionType.Integer, "Number of labels; a sample has any of them, written as 0 or 1 for each.", 2, minimum: 1, maximum: 100_000);

    /// <summary>The weights of the samples that have a label.</summary>
    public static Option<EquatableArray<double>> PositiveWeights { get; } =
        new("PositiveWeights", OptionType.NumberList, "Weight of having each label in the binary cross-entropy, one per label; none means all 1.", default, minimum: 1e-6, maximum: 1e6, word: "balanced", wordOption: "BalancedPositiveWeights");

    /// <summary>Whether the weights follow from the data.</summary>
    public static Option<bool> BalancedPositiveWeights { get; } =
        new("BalancedPositiveWeights", OptionType.Flag, "Whether having a label is weighted by the samples without it for each with it in the training part; in YAML also positive_weights: balanced.", false);

    /// <summary>The component.</summary>
    public static TaskDefinition Definition { get; } =
        new("multi_label", "MultiLabel", "Predicts which of several labels a sample has: binary cross-entropy on the logits.", Labels, PositiveWeights, BalancedPositiveWeights)
        {
            Outputs = Labels,
            Phrase = "any of {0} labels",
            Labels = "float32 [B, {0}] of 0 and 1",
            OutputName = "logits",
        };
}
