using System.ComponentModel;

namespace I2MoE.Dsl.Metrics;

/// <summary>How well predicted numbers agree with the targets.</summary>
/// <param name="SmoothL1">The mean smooth L1 loss: e^2/2 for an error |e| below 1, |e| - 1/2 above.</param>
/// <param name="MeanAbsoluteError">The mean absolute error (MAE), in units of the targets.</param>
/// <param name="RootMeanSquaredError">The root of the mean squared error (RMSE), in units of the targets.</param>
/// <param name="R2">
/// The share of the targets' variance that is explained, 1 at best (scikit-learn: <c>r2_score</c>). Where all targets are equal: 1 if every prediction is
/// exact, otherwise 0. NaN for a single sample.
/// </param>
/// <param name="Pearson">Pearson's correlation of predictions and targets, -1 to 1; NaN where one of them is constant.</param>
/// <param name="SignAccuracy">
/// The share of samples whose sign is predicted, among those whose target is not 0; a prediction is positive above 0. NaN where every target is 0.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record RegressionMetrics(
    double SmoothL1,
    double MeanAbsoluteError,
    double RootMeanSquaredError,
    double R2,
    double Pearson,
    double SignAccuracy) : TaskMetrics
{
    /// <inheritdoc/>
    public override MetricValue Score => new("loss", SmoothL1);

    /// <inheritdoc/>
    public override bool LowerScoreIsBetter => true;

    /// <inheritdoc/>
    public override double Loss => SmoothL1;

    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
        [Score, new("MAE", MeanAbsoluteError), new("RMSE", RootMeanSquaredError), new("R2", R2), new("Pearson", Pearson), new("sign accuracy", SignAccuracy)];

    /// <inheritdoc/>
    internal override double Of(ValidationMetric metric) => metric switch
    {
        ValidationMetric.MeanAbsoluteError => MeanAbsoluteError,
        ValidationMetric.RootMeanSquaredError => RootMeanSquaredError,
        ValidationMetric.R2 => R2,
        ValidationMetric.Pearson => Pearson,
        ValidationMetric.SignAccuracy => SignAccuracy,
        _ => base.Of(metric),
    };

    /// <summary>Computes the metrics of N samples.</summary>
    /// <param name="targets">The targets [N]; at least one.</param>
    /// <param name="predictions">The predictions [N].</param>
    /// <exception cref="ArgumentException">There are no samples, the lengths differ, or a value is not finite.</exception>
    public static RegressionMetrics From(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions)
    {
        MetricInputs.CheckNumbers(targets, predictions);
        double[] truth = targets.ToArray();
        double[] errors = [.. truth.Zip(predictions.ToArray(), (target, prediction) => prediction - target)];
        double squaredError = errors.Sum(error => error * error);
        return new RegressionMetrics(
            errors.Average(SmoothLoss),
            errors.Average(Math.Abs),
            Math.Sqrt(squaredError / truth.Length),
            ExplainedShare(truth, squaredError),
            Correlation(truth, predictions.ToArray()),
            ShareOfSigns(truth, predictions.ToArray()));
    }

    private static double SmoothLoss(double error) => Math.Abs(error) < 1 ? 0.5 * error * error : Math.Abs(error) - 0.5;

    private static double ExplainedShare(double[] targets, double squaredError)
    {
        double total = Deviations(targets).Sum(deviation => deviation * deviation);
        return (targets.Length, total) switch
        {
            (1, _) => double.NaN,
            (_, 0) => squaredError == 0 ? 1 : 0,
            _ => 1 - (squaredError / total),
        };
    }

    private static double Correlation(double[] a, double[] b)
    {
        double[] deviationsOfA = Deviations(a);
        double[] deviationsOfB = Deviations(b);
        double covariance = deviationsOfA.Zip(deviationsOfB, (x, y) => x * y).Sum();
        double scale = Math.Sqrt(deviationsOfA.Sum(x => x * x)) * Math.Sqrt(deviationsOfB.Sum(y => y * y));
        return scale == 0 ? double.NaN : Math.Clamp(covariance / scale, -1, 1);
    }

    private static double ShareOfSigns(double[] targets, double[] predictions)
    {
        bool[] right = [.. targets.Zip(predictions).Where(pair => pair.First != 0).Select(pair => pair.First > 0 == pair.Second > 0)];
        return right.Length == 0 ? double.NaN : right.Average(isRight => isRight ? 1 : 0);
    }

    // Exactly zero for a constant, whose mean may be rounded.
    private static double[] Deviations(double[] values)
    {
        double mean = values.Average();
        return Array.TrueForAll(values, value => value == values[0]) ? new double[values.Length] : [.. values.Select(value => value - mean)];
    }
}
