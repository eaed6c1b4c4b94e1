using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation;

/// <summary>What every input value adds to one output of one expert for one sample.</summary>
/// <param name="Expert">The name of the expert.</param>
/// <param name="Baseline">The output for the baseline.</param>
/// <param name="Output">The output for the sample.</param>
/// <param name="Features">What each value of a modality adds, [n][values of a sample, row by row over its shape]; null for token ids, which are not attributed.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ExpertAttribution(string Expert, double Baseline, double Output, IReadOnlyList<double[]?> Features)
{
    /// <summary>What all values add; completeness says that it is <see cref="Output"/> - <see cref="Baseline"/>.</summary>
    public double Sum => Features.Sum(values => values?.Sum() ?? 0);

    /// <summary>How far the sum is from what completeness says: the error of the numerical integration.</summary>
    public double Residual => Output - Baseline - Sum;
}
