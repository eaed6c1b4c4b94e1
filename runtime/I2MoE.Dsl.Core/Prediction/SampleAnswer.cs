namespace I2MoE.Dsl.Prediction;

/// <summary>What a <see cref="Predictor{TModel}"/> says of one sample: numbers and names, nothing to dispose.</summary>
public sealed record SampleAnswer
{
    /// <summary>The predicted class; the predicted labels with a bar between them; or, of a regression, a count or a time to an event, the number as text.</summary>
    public required string Label { get; init; }

    /// <summary>The prediction itself, [O]: a logit for every class or label, the value of a regression, the logarithm of an expected count, or the log odds of an event in each interval.</summary>
    public required IReadOnlyList<double> Outputs { get; init; }

    /// <summary>The probability of every class or label, from 0 to 1, by name and in the order of the outputs; of a time to an event that of none until the end of each interval; empty where another number is predicted.</summary>
    public required IReadOnlyDictionary<string, double> Probabilities { get; init; }

    /// <summary>The weight of every expert, which sum to 1, by name; empty for the vanilla baseline.</summary>
    public required IReadOnlyDictionary<string, double> Weights { get; init; }

    /// <summary>What every expert adds to <see cref="Outputs"/>, [O] each, by name: its weight times its own output. Their sum is <see cref="Outputs"/>; empty for the vanilla baseline.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Contributions { get; init; } = new OrderedDictionary<string, IReadOnlyList<double>>();

    /// <summary>Which interaction decided the sample, in a sentence, as the report has it; empty for the vanilla baseline.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The modalities of which the sample had no value at all (NaN throughout), in the order of the model; mostly none.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
}
