namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of classes in order.</summary>
public static class OrdinalOptions
{
    /// <summary>The number of classes.</summary>
    public static Option<int> Classes { get; } =
        new("Classes", OptionType.Integer, "Number of classes; labels are 0 to Classes - 1, from the least to the greatest.", 3, minimum: 3, maximum: 100_000);

    /// <summary>The component.</summary>
    public static TaskDefinition Definition { get; } =
        new("ordinal", "Ordinal", "Predicts one of several classes that have an order: binary cross-entropies of being above each class, on the logits of the classes.", Classes)
        {
            Outputs = Classes,
            PredictsClass = true,
            Phrase = "one of {0} classes in order",
            Labels = "the classes from the least, int64 [B]",
            OutputName = "logits",
        };
}
