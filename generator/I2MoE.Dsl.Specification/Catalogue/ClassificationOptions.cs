namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of multi-class classification.</summary>
public static class ClassificationOptions
{
    /// <summary>The number of classes.</summary>
    public static Option<int> Classes { get; } =
        new("Classes", OptionType.Integer, "Number of classes; labels are 0 to Classes - 1.", 2, minimum: 2, maximum: 100_000);

    /// <summary>The class weights of the cross-entropy.</summary>
    public static Option<EquatableArray<double>> ClassWeights { get; } =
        new("ClassWeights", OptionType.NumberList, "Weight of each class in the cross-entropy, one per class; none means all equal.", default, minimum: 1e-6, maximum: 1e6, word: "balanced", wordOption: "BalancedClassWeights");

    /// <summary>Whether the weights follow from the data.</summary>
    public static Option<bool> BalancedClassWeights { get; } =
        new("BalancedClassWeights", OptionType.Flag, "Whether each class is weighted by the inverse of its share in the training part; in YAML also class_weights: balanced.", false);

    /// <summary>The component.</summary>
    public static TaskDefinition Definition { get; } =
        new("classification", "Classification", "Predicts one of several classes: cross-entropy on the logits.", Classes, ClassWeights, BalancedClassWeights)
        {
            Outputs = Classes,
            PredictsClass = true,
            Phrase = "classification into {0} classes",
            Labels = "the classes, int64 [B]",
            OutputName = "logits",
        };
}
