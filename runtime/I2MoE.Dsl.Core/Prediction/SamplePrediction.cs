namespace I2MoE.Dsl.Prediction;

/// <summary>What a model says of one sample.</summary>
/// <param name="Sample">The number of the sample in the data, from 0.</param>
/// <param name="Outputs">The prediction, [O]: logits, or the value of a regression.</param>
/// <param name="Probabilities">The probability of every class or label, [O]; null for a regression.</param>
/// <param name="Weights">The weight of every expert, [E]; null for the vanilla baseline.</param>
internal sealed record SamplePrediction(long Sample, double[] Outputs, double[]? Probabilities, double[]? Weights)
{
    /// <summary>Weight times output of every expert, [E][O]; null where nobody asked, or there are none.</summary>
    public double[][]? Contributions { get; init; }
}
