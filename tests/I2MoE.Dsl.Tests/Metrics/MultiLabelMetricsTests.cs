using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Tests.Metrics;

public sealed class MultiLabelMetricsTests
{
    // Rows are samples, columns labels.
    private static readonly bool[] s_truth =
    [
        true, false, false,
        true, true, false,
        false, true, false,
        true, false, false,
    ];

    private static readonly double[] s_probabilities =
    [
        0.9, 0.2, 0.1,
        0.4, 0.8, 0.6,
        0.3, 0.7, 0.5,
        0.6, 0.6, 0.2,
    ];

    [Fact]
    public void Scores_follow_from_the_label_matrix()
    {
        // Predicted: 100, 011, 010 (0.5 is not above 0.5), 110.
        // Label 0: 2 right, 3 true, 2 predicted: 4/5. Label 1: 2 right, 2 true, 3 predicted: 4/5. Label 2: nobody has it, 1 predicted: 0.
        // All labels: 4 right, 5 true, 6 predicted: 8/11. Samples 0 and 2 are all right.
        MultiLabelMetrics metrics = MultiLabelMetrics.From(s_truth, s_probabilities, 3);
        Assert.Equal((0.8 + 0.8 + 0) / 3, metrics.MacroF1, 12);
        Assert.Equal(8 / 11.0, metrics.MicroF1, 12);
        Assert.Equal(0.5, metrics.SubsetAccuracy, 12);

        // Label 0: 0.9, 0.4, 0.6 against 0.3: 1. Label 1: 0.8, 0.7 against 0.2, 0.6: 1. Label 2 has no area.
        Assert.Equal(1, metrics.Auroc, 12);
        double[] ofTruth = [0.9, 0.8, 0.9, 0.4, 0.8, 0.4, 0.7, 0.7, 0.5, 0.6, 0.4, 0.8];
        Assert.Equal(-ofTruth.Average(Math.Log), metrics.LogLoss, 12);
    }

    [Fact]
    public void The_area_is_averaged_over_the_labels()
    {
        // Label 0: 0.7 above 0.2 but not above 0.9: 1/2. Label 1: 0.6 above both: 1.
        MultiLabelMetrics metrics = MultiLabelMetrics.From([true, false, false, true, false, false], [0.7, 0.1, 0.9, 0.6, 0.2, 0.3], 2);
        Assert.Equal(0.75, metrics.Auroc, 12);
    }

    [Fact]
    public void Nothing_true_and_nothing_predicted_is_zero()
    {
        MultiLabelMetrics metrics = MultiLabelMetrics.From([false, false], [0.1, 0.0], 2);
        Assert.Equal(0, metrics.MicroF1);
        Assert.Equal(0, metrics.MacroF1);
        Assert.Equal(1, metrics.SubsetAccuracy);
        Assert.Equal(double.NaN, metrics.Auroc);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("no samples", Refused([], [], 2), StringComparison.Ordinal);
        Assert.Contains("3 truths and 3 probabilities; expected as many of both, one row of 2", Refused([true, true, true], [0, 0, 0], 2), StringComparison.Ordinal);
        Assert.Contains("2 truths and 4 probabilities", Refused([true, true], [0, 0, 0, 0], 2), StringComparison.Ordinal);
        Assert.Contains("Sample 1 has the probability 3 for label 0; allowed: 0 to 1. Logits need a sigmoid", Refused([true, true, true, true], [0, 0, 3, 0], 2), StringComparison.Ordinal);
    }

    private static string Refused(bool[] truth, double[] probabilities, int labels) =>
        Assert.Throws<ArgumentException>(() => MultiLabelMetrics.From(truth, probabilities, labels)).Message;
}
