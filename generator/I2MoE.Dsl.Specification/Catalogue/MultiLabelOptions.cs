namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of multi-label classification.</summary>
public static class MultiLabelOptions
{
    /// <summary>The number of labels.</summary>
    public static Option<int> Labels { get; } =
        new("Labels", OptionType.Integer, "Number of labels; a sample has any of them, written as 0 or 1 for each.", 2, minimum: 1, maximum: 100_000);

    /// <summary>The component.</summary>
    public static TaskDefinition Definition { get; } =
        new("multi_label", "MultiLabel", "Predicts which of several labels a sample has: binary cross-entropy on the logits.", Labels)
        {
            Outputs = Labels,
            Phrase = "any of {0} labels",
            Labels = "float32 [B, {0}] of 0 and 1",
            OutputName = "logits",
        };
}
