using System.Globalization;

namespace I2MoE.Dsl.Metrics;

/// <summary>A score over several runs, for example one run for each seed.</summary>
/// <param name="Mean">The mean of the runs.</param>
/// <param name="Deviation">The sample standard deviation of the runs (divided by n-1); NaN for a single run.</param>
public readonly record struct MeanAndDeviation(double Mean, double Deviation)
{
    /// <summary>Computes the mean and the sample standard deviation.</summary>
    /// <param name="values">The scores of the runs; at least one.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static MeanAndDeviation From(params ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("There are no values to take the mean of.", nameof(values));
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        double mean = sum / values.Length;
        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return new MeanAndDeviation(mean, values.Length == 1 ? double.NaN : Math.Sqrt(squares / (values.Length - 1)));
    }

    /// <summary>The mean and the deviation with three decimals in the invariant culture, for example <c>0.965 ± 0.010</c>; without the deviation if it is NaN.</summary>
    public override string ToString() => double.IsNaN(Deviation)
        ? string.Create(CultureInfo.InvariantCulture, $"{Mean:F3}")
        : string.Create(CultureInfo.InvariantCulture, $"{Mean:F3} ± {Deviation:F3}");
}
