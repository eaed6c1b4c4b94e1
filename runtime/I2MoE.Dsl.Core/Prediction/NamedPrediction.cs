namespace I2MoE.Dsl.Prediction;

/// <summary>What a trained model says of one sample, in the names of its classes and experts.</summary>
public sealed record NamedPrediction
{
    /// <summary>The predicted class; the predicted labels with a bar between them; or, of a regression or a count, the number as text.</summary>
    public required string Label { get; init; }

    /// <summary>The prediction itself, [O]: a logit for every class or label, the value of a regression, or the logarithm of an expected count.</summary>
    public required IReadOnlyList<double> Outputs { get; init; }

    /// <summary>The probability of every class or label, from 0 to 1, by name; empty where a number is predicted.</summary>
    public required IReadOnlyDictionary<string, double> Probabilities { get; init; }

    /// <summary>The weight of every expert, which sum to 1, by name; empty for the vanilla baseline.</summary>
    public required IReadOnlyDictionary<string, double> Weights { get; init; }
}
