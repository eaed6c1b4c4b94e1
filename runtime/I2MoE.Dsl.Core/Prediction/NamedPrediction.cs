namespace I2MoE.Dsl.Prediction;

/// <summary>What a trained model says of one sample, in the names of its classes and experts.</summary>
public sealed record NamedPrediction
{
    /// <summary>The predicted class; the predicted labels with a bar between them; or, of a regression, a count or a time to an event, the number as text.</summary>
    public required string Label { get; init; }

    /// <summary>The prediction itself, [O]: a logit for every class or label, the value of a regression, the logarithm of an expected count, or the log odds of an event in each interval.</summary>
    public required IReadOnlyList<double> Outputs { get; init; }

    /// <summary>The probability of every class or label, from 0 to 1, by name; of a time to an event that of none until the end of each interval; empty where another number is predicted.</summary>
    public required IReadOnlyDictionary<string, double> Probabilities { get; init; }

    /// <summary>The weight of every expert, which sum to 1, by name; empty for the vanilla baseline.</summary>
    public required IReadOnlyDictionary<string, double> Weights { get; init; }
}
