using System.ComponentModel;

namespace I2MoE.Dsl.Metrics;

/// <summary>How well expected counts agree with the counts.</summary>
/// <param name="PoissonLoss">The mean of -ln(probability of the count) under a Poisson distribution of the expected count, in nats.</param>
/// <param name="PoissonDeviance">The mean Poisson deviance, 2 (y ln(y / rate) - y + rate), 0 at best (scikit-learn: <c>mean_poisson_deviance</c>).</param>
/// <param name="D2">
/// The share of the deviance from the mean count that is explained, 1 at best (scikit-learn: <c>d2_tweedie_score</c> with power 1); NaN where all counts are equal.
/// </param>
/// <param name="MeanAbsoluteError">The mean absolute error (MAE) of the expected counts.</param>
/// <param name="RootMeanSquaredError">The root of the mean squared error (RMSE) of the expected counts.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record CountMetrics(double PoissonLoss, double PoissonDeviance, double D2, double MeanAbsoluteError, double RootMeanSquaredError) : TaskMetrics
{
    /// <inheritdoc/>
    public override MetricValue Score => new("Poisson deviance", PoissonDeviance);

    /// <inheritdoc/>
    public override bool LowerScoreIsBetter => true;

    /// <inheritdoc/>
    public override double Loss => PoissonLoss;

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
        [Score, new("D2", D2), new("MAE", MeanAbsoluteError), new("RMSE", RootMeanSquaredError), new("loss", PoissonLoss)];

    /// <inheritdoc/>
    internal override double Of(ValidationMetric metric) => metric switch
    {
        ValidationMetric.PoissonDeviance => PoissonDeviance,
        ValidationMetric.MeanAbsoluteError => MeanAbsoluteError,
        ValidationMetric.RootMeanSquaredError => RootMeanSquaredError,
        _ => base.Of(metric),
    };

    /// <summary>Computes the metrics of N samples.</summary>
    /// <param name="counts">The counts [N], from 0; at least one.</param>
    /// <param name="logRates">The logarithms of the expected counts [N].</param>
    /// <exception cref="ArgumentException">There are no samples, the lengths differ, a value is not finite, or a count is below 0.</exception>
    public static CountMetrics From(ReadOnlySpan<double> counts, ReadOnlySpan<double> logRates)
    {
        MetricInputs.CheckNumbers(counts, logRates);
        double[] truth = counts.ToArray();
        if (Array.Exists(truth, count => count < 0))
        {
            throw new ArgumentException("A count is below 0.", nameof(counts));
        }

        double[] logs = logRates.ToArray();
        double mean = truth.Average();
        double deviance = truth.Zip(logs, Deviance).Average();
        double whole = mean > 0 && Array.Exists(truth, count => !count.Equals(truth[0])) ? truth.Average(count => Deviance(count, Math.Log(mean))) : double.NaN;
        double[] errors = [.. truth.Zip(logs, (count, log) => Math.Exp(log) - count)];
        return new CountMetrics(
            truth.Zip(logs, (count, log) => Math.Exp(log) - (count * log) + LogFactorial(count)).Average(),
            deviance,
            1 - (deviance / whole),
            errors.Average(Math.Abs),
            Math.Sqrt(errors.Average(error => error * error)));
    }

    // Of the logarithm, so that a rate that underflows is not taken for 0.
    private static double Deviance(double count, double log) => 2 * ((count > 0 ? count * (Math.Log(count) - log) : 0) - count + Math.Exp(log));

    // Stirling's series, which is exact to 1e-12 from 10 on; below it the product.
    private static double LogFactorial(double count)
    {
        if (count < 10)
        {
            double product = 1;
            for (int factor = 2; factor <= count; factor++)
            {
                product *= factor;
            }

            return Math.Log(product);
        }

        double x = count + 1;
        double inverse = 1 / (x * x);
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + ((1 / (12 * x)) * (1 - (inverse * ((1 / 30.0) - (inverse * ((1 / 105.0) - (inverse / 140)))))));
    }
}
