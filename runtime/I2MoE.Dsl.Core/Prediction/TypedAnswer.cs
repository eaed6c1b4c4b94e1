using System.ComponentModel;

namespace I2MoE.Dsl.Prediction;

/// <summary>What a trained model says of one sample: numbers and names, nothing to dispose. Generated models have it as <c>Answer</c>, with a member for every expert.</summary>
/// <param name="sample">The answer by names.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TypedAnswer(SampleAnswer sample)
{
    /// <summary>The predicted class; the predicted labels with a bar between them; or, of a regression, a count or a time to an event, the number as text.</summary>
    public string Label => sample.Label;

    /// <summary>The prediction itself, [O]: a logit for every class or label, the value of a regression, the logarithm of an expected count, or the log odds of an event in each interval.</summary>
    public IReadOnlyList<double> Outputs => sample.Outputs;

    /// <summary>The probability of every class or label, from 0 to 1, by name and in the order of the outputs; of a time to an event that of none until the end of each interval; empty where another number is predicted.</summary>
    public IReadOnlyDictionary<string, double> Probabilities => sample.Probabilities;

    /// <summary>The modalities of which the sample had no value at all, in the order of the model; mostly none.</summary>
    public IReadOnlyList<string> Missing => sample.Missing;

    /// <summary>Which interaction decided the sample, in a sentence, as the report has it.</summary>
    public string Sentence => sample.Sentence;

    /// <summary>The same answer with the experts by name.</summary>
    public SampleAnswer ByName() => sample;
}
