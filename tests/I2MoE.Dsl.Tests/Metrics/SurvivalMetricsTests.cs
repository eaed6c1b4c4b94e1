using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Tests.Metrics;

public sealed class SurvivalMetricsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(300)]
    public void The_concordance_is_that_of_all_pairs(int samples)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            // Small whole numbers have many ties.
            var random = new Random(seed);
            double[] times = [.. Enumerable.Range(0, samples).Select(_ => (double)random.Next(0, 12))];
            bool[] happened = [.. Enumerable.Range(0, samples).Select(_ => random.Next(3) > 0)];
            double[] expected = [.. times.Select(time => (double)(((int)time / 3) + random.Next(0, 4)))];
            Assert.Equal(OfPairs(times, happened, expected), ConcordanceIndex.Of(times, happened, expected), 12);
        }
    }

    [Fact]
    public void A_perfect_order_has_1_its_opposite_0_and_a_constant_half()
    {
        double[] times = [1, 2, 3, 4];
        bool[] happened = [true, true, false, true];
        Assert.Equal(1, ConcordanceIndex.Of(times, happened, [1, 2, 3, 4]));
        Assert.Equal(0, ConcordanceIndex.Of(times, happened, [4, 3, 2, 1]));
        Assert.Equal(0.5, ConcordanceIndex.Of(times, happened, [7, 7, 7, 7]));
        Assert.True(double.IsNaN(ConcordanceIndex.Of([1, 2], [false, false], [1, 2])));

        // Whoever left at the time of an event was seen to outlive it.
        Assert.Equal(1, ConcordanceIndex.Of([1, 1], [true, false], [1, 2]));
        Assert.True(double.IsNaN(ConcordanceIndex.Of([1, 1], [true, true], [1, 2])));
    }

    [Fact]
    public void The_Brier_score_is_weighted_by_the_probability_of_being_observed()
    {
        // Leaving at 2, when three are left: those who are later weigh 3/2.
        double[] times = [1, 2, 3, 4];
        bool[] happened = [true, false, true, true];
        double[][] survival = [[0.4, 0.2], [0.7, 0.5], [0.8, 0.3], [0.9, 0.6]];
        double first = ((0.4 * 0.4) + (0.3 * 0.3) + (0.2 * 0.2) + (0.1 * 0.1)) / 4;
        double second = ((0.2 * 0.2) + (1.5 * 0.3 * 0.3) + (1.5 * 0.4 * 0.4)) / 4;
        double expected = ((1.5 * first / 2) + (1.5 * (first + second) / 2)) / 3;
        Assert.Equal(expected, IntegratedBrierScore.Of(times, happened, survival, [1.5, 3]), 12);

        // Without leaving it is a mean of squares.
        Assert.Equal((0.25 / 2) + 0, IntegratedBrierScore.Of([1, 3], [true, true], [[0.5], [0.5]], [2]), 12);
    }

    [Fact]
    public void The_loss_and_the_order_of_epochs_are_those_of_the_definition()
    {
        SurvivalMetrics metrics = SurvivalMetrics.From([1, 2], [true, false], [0, 0, -20, -20], [1, 2]);
        Assert.Equal((Math.Log(2) + (2 * Math.Log(1 + Math.Exp(-20)))) / 2, metrics.SurvivalLoss, 12);
        Assert.Equal(1, metrics.Concordance);
        Assert.Equal(metrics.SurvivalLoss, metrics.Loss);
        Assert.True((metrics with { BrierScore = 0 }).Compare(metrics, ValidationMetric.BrierScore) > 0);
        Assert.True((metrics with { Concordance = 0.2 }).Compare(metrics, ValidationMetric.Concordance) < 0);
        Assert.False((metrics with { Concordance = 0.2 }).IsBetterThan(metrics));
    }

    [Fact]
    public void Wrong_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SurvivalMetrics.From([], [], [], [1]));
        Assert.Throws<ArgumentException>(() => SurvivalMetrics.From([-1], [true], [0], [1]));
        Assert.Throws<ArgumentException>(() => SurvivalMetrics.From([1], [true], [double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => SurvivalMetrics.From([1], [true], [0, 0], [2, 1]));
        Assert.Throws<ArgumentException>(() => SurvivalMetrics.From([1], [true], [0, 0], [1]));
    }

    // As lifelines has it: of equal times only an event and a sample that left can be compared, and of equal expectations half counts.
    private static double OfPairs(double[] times, bool[] happened, double[] expected)
    {
        (double right, double pairs) = (0, 0);
        for (int a = 0; a < times.Length; a++)
        {
            for (int b = 0; b < times.Length; b++)
            {
                if (happened[a] && (times[a] < times[b] || (times[a].Equals(times[b]) && !happened[b])))
                {
                    pairs++;
                    right += expected[a] < expected[b] ? 1 : expected[a].Equals(expected[b]) ? 0.5 : 0;
                }
            }
        }

        return right / pairs;
    }
}
