using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>
/// Whether two models differ, by their differences on several divisions of the same data: the corrected resampled t-test of Nadeau and Bengio (2003).
/// The training parts of the divisions share samples, so that the differences are not independent, and a plain t-test finds too much; here the variance of
/// the mean is taken as (1/J + test/training) times that of the J differences.
/// </summary>
/// <param name="Mean">The mean difference.</param>
/// <param name="P">The two-sided p-value; NaN where a difference is not defined, and where all are equal and not 0, as of few small test parts: how much they vary is not known then.</param>
internal readonly record struct CorrectedResampledTest(double Mean, double P)
{
    // What is left of equal numbers by rounding.
    private const double Rounding = 1e-12;

    /// <summary>Tests differences.</summary>
    /// <param name="differences">The difference of every division; at least two.</param>
    /// <param name="testPerTraining">The number of test samples for every training sample.</param>
    public static CorrectedResampledTest Of(double[] differences, double testPerTraining)
    {
        var statistics = MeanAndDeviation.From(differences);
        double error = Math.Sqrt((1.0 / differences.Length) + testPerTraining) * statistics.Deviation;
        double p = statistics.Mean == 0 ? 1 : statistics.Deviation <= Rounding * Math.Abs(statistics.Mean) ? double.NaN : StudentT.TwoSided(statistics.Mean / error, differences.Length - 1);
        return new CorrectedResampledTest(statistics.Mean, p);
    }
}
