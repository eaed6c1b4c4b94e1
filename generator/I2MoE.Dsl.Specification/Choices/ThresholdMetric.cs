namespace I2MoE.Dsl;

/// <summary>What the thresholds of a trained model make greatest on the validation part.</summary>
public enum ThresholdMetric
{
    /// <summary>Nothing: the most probable class is predicted, and every label above 0.5.</summary>
    None,

    /// <summary>The F1 score of the second of two classes, or of each label.</summary>
    F1,

    /// <summary>The mean share of samples that are right with and without the second class, or the label.</summary>
    BalancedAccuracy,

    /// <summary>The share of samples that are right.</summary>
    Accuracy,
}
