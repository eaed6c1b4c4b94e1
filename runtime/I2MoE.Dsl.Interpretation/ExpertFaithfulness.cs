using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// Whether the attributions of an expert point at what moves it: how far its output falls when the input values that raise it most are taken away (set to
/// the mean training sample), and when all others are, beside values chosen at random (comprehensiveness and sufficiency of DeYoung et al. 2020).
/// </summary>
/// <param name="Expert">The expert.</param>
/// <param name="Shares">Which shares of the values are taken away or kept, ascending.</param>
/// <param name="Removed">The mean output, for each share, without the values of greatest attribution.</param>
/// <param name="RemovedAtRandom">The mean output, for each share, without as many at random.</param>
/// <param name="Kept">The mean output, for each share, of the values of greatest attribution alone.</param>
/// <param name="KeptAtRandom">The mean output, for each share, of as many at random alone.</param>
/// <param name="Comprehensiveness">How much further than at random the output falls without them, mean over the shares, with its 95 % interval over the samples; above 0 is good.</param>
/// <param name="Sufficiency">How much more than at random of the output they alone give, mean over the shares, with its 95 % interval; above 0 is good.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ExpertFaithfulness(
    Expert Expert,
    IReadOnlyList<double> Shares,
    IReadOnlyList<double> Removed,
    IReadOnlyList<double> RemovedAtRandom,
    IReadOnlyList<double> Kept,
    IReadOnlyList<double> KeptAtRandom,
    MetricInterval Comprehensiveness,
    MetricInterval Sufficiency)
{
    /// <summary>The mean output of all values together.</summary>
    public double Whole { get; init; }

    /// <summary>Whether the values that the attributions name move the output more than others, beyond chance.</summary>
    public bool IsFaithful => Comprehensiveness.Low > 0;
}
