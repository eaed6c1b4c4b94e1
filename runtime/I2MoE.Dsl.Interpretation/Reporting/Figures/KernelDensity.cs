using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>A Gaussian kernel density estimate with the bandwidth of Silverman's rule (1986), as violins show it.</summary>
internal static class KernelDensity
{
    // Weights that are all equal are still to be seen.
    private const double SmallestBandwidth = 0.004;

    /// <summary>The density at evenly spaced places between the least and the greatest value.</summary>
    /// <param name="values">The values; at least one.</param>
    /// <param name="points">The number of places.</param>
    public static (double[] Places, double[] Densities) Of(IReadOnlyList<double> values, int points)
    {
        double[] sorted = [.. values.Order()];
        double deviation = sorted.Length > 1 ? MeanAndDeviation.From(sorted).Deviation : 0;
        double robust = (Quantile.Of(sorted, 0.75) - Quantile.Of(sorted, 0.25)) / 1.349;
        double spread = robust > 0 ? Math.Min(deviation, robust) : deviation;
        double bandwidth = Math.Max(0.9 * spread * Math.Pow(sorted.Length, -0.2), SmallestBandwidth);
        double[] places = [.. Enumerable.Range(0, points).Select(i => sorted[0] + ((sorted[^1] - sorted[0]) * i / (points - 1)))];
        return (places, [.. places.Select(place => sorted.Sum(value => Math.Exp(-0.5 * Math.Pow((place - value) / bandwidth, 2))))]);
    }
}
