using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Tests.Metrics;

/// <summary>Which epoch is best: by the score of the task, and where it is equal by the loss.</summary>
public sealed class BestEpochTests
{
    [Fact]
    public void Classification_goes_by_accuracy()
    {
        ClassificationMetrics sure = ClassificationMetrics.From([0, 1], [0.9, 0.1, 0.1, 0.9], 2);
        ClassificationMetrics unsure = ClassificationMetrics.From([0, 1], [0.6, 0.4, 0.4, 0.6], 2);
        ClassificationMetrics wrong = ClassificationMetrics.From([0, 1], [0.99, 0.01, 0.501, 0.499], 2);
        Assert.Equal(new MetricValue("accuracy", 0.5), wrong.Score);
        Assert.True(wrong.Loss < unsure.Loss);
        AssertOrder(wrong, unsure, sure);
    }

    [Fact]
    public void Multi_label_goes_by_macro_F1()
    {
        var low = new MultiLabelMetrics(MicroF1: 0.9, MacroF1: 0.4, SubsetAccuracy: 1, Auroc: 1, LogLoss: 0.1);
        MultiLabelMetrics high = low with { MicroF1 = 0.5, MacroF1 = 0.5, LogLoss = 0.9 };
        Assert.Equal("macro F1", high.Score.Name);
        AssertOrder(low, high, high with { LogLoss = 0.8 });
    }

    [Fact]
    public void Regression_goes_by_the_loss()
    {
        var low = new RegressionMetrics(SmoothL1: 0.1, MeanAbsoluteError: 5, RootMeanSquaredError: 5, R2: 0, Pearson: 0, SignAccuracy: 0);
        RegressionMetrics high = low with { SmoothL1 = 0.2, MeanAbsoluteError = 1, R2 = 1 };
        Assert.Equal(new MetricValue("loss", 0.2), high.Score);
        AssertOrder(high with { SmoothL1 = double.NaN }, high, low);
    }

    [Fact]
    public void The_score_comes_first_among_the_values_and_names_are_unique() =>
        Assert.All(
            new TaskMetrics[]
            {
                ClassificationMetrics.From([0, 1], [0.9, 0.1, 0.1, 0.9], 2),
                MultiLabelMetrics.From([true, false], [0.2, 0.7], 2),
                RegressionMetrics.From([1, 2], [2, 2]),
                CountMetrics.From([1, 2], [0, 1]),
                SurvivalMetrics.From([1, 2], [true, false], [0, 1], [1]),
                OrdinalMetrics.From([0, 1], [0.9, 0.1, 0.1, 0.9], 2),
            },
            metrics =>
            {
                Assert.Equal(metrics.Score, metrics.Values[0]);
                Assert.Equal(metrics.Values.Count, metrics.Values.Select(value => value.Name).Distinct().Count());
            });

    // From the worst to the best; nothing is better than itself, so that the first of equal epochs is kept.
    private static void AssertOrder(params TaskMetrics[] metrics)
    {
        for (int i = 0; i < metrics.Length; i++)
        {
            Assert.True(metrics[i].IsBetterThan(null));
            for (int k = 0; k < metrics.Length; k++)
            {
                Assert.Equal(i > k, metrics[i].IsBetterThan(metrics[k]));
                Assert.Equal(i >= k || metrics[i].Score.Equals(metrics[k].Score), metrics[i].ScoresAtLeast(metrics[k]));
            }
        }
    }
}
