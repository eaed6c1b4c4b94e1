using System.ComponentModel;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Metrics;

/// <summary>
/// A mean and a standard deviation over runs or samples. Every deviation that is written anywhere is this one: the sample standard deviation, divided by
/// n-1. (What <see cref="Data.Standardiser"/> divides features by is no statistic that is reported.)
/// </summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The sample standard deviation (divided by n-1); NaN for a single value.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MeanAndDeviation(double Mean, double Deviation)
{
    /// <summary>What the deviation is, for files that have one.</summary>
    internal const string Definition = "sample standard deviation (divided by n - 1)";

    /// <summary>Computes the mean and the sample standard deviation.</summary>
    /// <param name="values">The values; at least one.</param>
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
    public override string ToString() => ShownNumber.Of(Mean, "F3") + (double.IsNaN(Deviation) ? "" : " ± " + ShownNumber.Of(Deviation, "F3"));
}
