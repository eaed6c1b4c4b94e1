using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Tests.Metrics;

public sealed class RegressionMetricsTests
{
    [Fact]
    public void Scores_agree_with_hand_computed_ones()
    {
        // scikit-learn's example of r2_score and mean_absolute_error. Errors: -0.5, 0.5, 0, 1.
        RegressionMetrics metrics = RegressionMetrics.From([3, -0.5, 2, 7], [2.5, 0, 2, 8]);
        Assert.Equal(0.5, metrics.MeanAbsoluteError, 12);
        Assert.Equal(Math.Sqrt(1.5 / 4), metrics.RootMeanSquaredError, 12);
        Assert.Equal(0.948608137, metrics.R2, 9);

        // (0.125 + 0.125 + 0 + 0.5) / 4: an error of 1 is on the border, where both forms give 0.5.
        Assert.Equal(0.1875, metrics.SmoothL1, 12);

        // Targets deviate from 2.875 by 0.125, -3.375, -0.875, 4.125; predictions from 3.125 by -0.625, -3.125, -1.125, 4.875.
        // Products 31.5625 (sum); squares 29.1875 and 35.1875.
        Assert.Equal(31.5625 / Math.Sqrt(29.1875 * 35.1875), metrics.Pearson, 12);

        // A prediction of 0 is not positive, and so right for -0.5.
        Assert.Equal(1, metrics.SignAccuracy);
    }

    [Fact]
    public void Large_errors_count_linearly_in_the_smooth_loss() =>
        Assert.Equal((2.5 + 0.02) / 2, RegressionMetrics.From([0, 1], [3, 1.2]).SmoothL1, 12);

    [Fact]
    public void A_target_of_zero_has_no_sign()
    {
        Assert.Equal(0.5, RegressionMetrics.From([1, 0, -1], [0.1, -4, 0.1]).SignAccuracy, 12);
        Assert.Equal(double.NaN, RegressionMetrics.From([0, 0], [1, -1]).SignAccuracy);
    }

    [Fact]
    public void Constants_have_no_correlation()
    {
        RegressionMetrics wrong = RegressionMetrics.From([0.1, 0.1, 0.1], [0.1, 0.2, 0.3]);
        Assert.Equal(double.NaN, wrong.Pearson);
        Assert.Equal(0, wrong.R2);
        Assert.Equal(1, RegressionMetrics.From([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]).R2);
        Assert.Equal(double.NaN, RegressionMetrics.From([2], [2]).R2);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("no samples", Refused([], []), StringComparison.Ordinal);
        Assert.Contains("2 targets and 1 predictions", Refused([1, 2], [1]), StringComparison.Ordinal);
        Assert.Contains("Sample 1 has the target 2 and the prediction NaN; both must be finite", Refused([1, 2], [1, double.NaN]), StringComparison.Ordinal);
    }

    private static string Refused(double[] targets, double[] predictions) =>
        Assert.Throws<ArgumentException>(() => RegressionMetrics.From(targets, predictions)).Message;
}
