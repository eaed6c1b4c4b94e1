using System.ComponentModel;
using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Interpretation;

/// <summary>A metric with its confidence interval.</summary>
/// <param name="Name">What it is, for example <c>accuracy</c>.</param>
/// <param name="Value">Its value on all samples; NaN where it is not defined.</param>
/// <param name="Low">The lower end of the 95 % interval; NaN where it is not defined.</param>
/// <param name="High">The upper end of the 95 % interval.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record MetricInterval(string Name, double Value, double Low, double High)
{
    private const double Ninety5 = 1.96;

    /// <summary>The mean of independent values with the 95 % interval of the normal distribution; of one value the interval is not defined.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="values">The values, one a sample; at least one.</param>
    /// <param name="unit">What one of them is worth.</param>
    internal static MetricInterval OfMean(string name, double[] values, double unit = 1)
    {
        var it = MeanAndDeviation.From(values);
        double error = values.Length > 1 ? Ninety5 * it.Deviation / Math.Sqrt(values.Length) : double.NaN;
        return new MetricInterval(name, it.Mean * unit, (it.Mean - error) * unit, (it.Mean + error) * unit);
    }

    /// <summary>A share with the 95 % interval of Wilson (1927), which holds for few samples too.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="hits">How many.</param>
    /// <param name="count">Of how many; at least one.</param>
    internal static MetricInterval OfShare(string name, int hits, int count)
    {
        double share = (double)hits / count;
        double widening = Ninety5 * Ninety5 / count;
        double middle = (share + (widening / 2)) / (1 + widening);
        double half = Ninety5 / (1 + widening) * Math.Sqrt((share * (1 - share) / count) + (widening / (4 * count)));
        return new MetricInterval(name, share, hits == 0 ? 0 : middle - half, hits == count ? 1 : middle + half);
    }
}
