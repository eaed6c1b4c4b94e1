using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Tests.Metrics;

/// <summary>The metrics of counts against scikit-learn's published examples and the definition of the Poisson distribution.</summary>
public sealed class CountMetricsTests
{
    [Fact]
    public void The_deviance_is_that_of_scikit_learn()
    {
        // The examples of mean_poisson_deviance and d2_tweedie_score in its documentation.
        CountMetrics metrics = CountMetrics.From([2, 0, 1, 4], Logs(0.5, 0.5, 2, 2));
        Assert.Equal(1.4260, metrics.PoissonDeviance, 4);
        Assert.Equal((1.5 + 0.5 + 1 + 2) / 4, metrics.MeanAbsoluteError, 12);
        Assert.Equal(Math.Sqrt((2.25 + 0.25 + 1 + 4) / 4), metrics.RootMeanSquaredError, 12);

        // It shows the first digits.
        Assert.InRange(CountMetrics.From([0.5, 1, 2.5, 7], Logs(1, 1, 5, 3.5)).D2, 0.487, 0.488);
    }

    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(3, 2.5)]
    [InlineData(9, 12)]
    [InlineData(10, 8)]
    [InlineData(170, 150)]
    public void The_loss_is_minus_the_logarithm_of_the_probability(int count, double rate)
    {
        double log = -rate;
        for (int factor = 1; factor <= count; factor++)
        {
            log += Math.Log(rate / factor);
        }

        Assert.Equal(-log, CountMetrics.From([count], Logs(rate)).PoissonLoss, 9);
    }

    [Fact]
    public void What_is_not_defined_is_NaN_and_a_sure_mistake_is_finite()
    {
        Assert.Equal(double.NaN, CountMetrics.From([3, 3], Logs(2, 4)).D2);
        Assert.Equal(0, CountMetrics.From([1, 5], Logs(1, 5)).PoissonDeviance, 12);
        Assert.Equal(1, CountMetrics.From([1, 5], Logs(1, 5)).D2, 12);
        Assert.True(double.IsFinite(CountMetrics.From([4], [-2000]).PoissonDeviance));
        Assert.Throws<ArgumentException>(() => CountMetrics.From([-1], [0]));
    }

    private static double[] Logs(params double[] rates) => [.. rates.Select(rate => Math.Log(rate))];
}
