using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Tests.Metrics;

public class ClassificationMetricsTests
{
    [Fact]
    public void The_area_of_sure_models_is_that_of_their_logits()
    {
        // Lightning-AI/torchmetrics#2819: every probability rounds to 1, and the area would be that of a constant.
        double[] scores = [98.0950, 98.4612, 98.1145, 98.1506, 97.6037, 98.9425, 99.2644, 99.5014, 99.7280, 99.6595, 99.6931, 99.4667, 99.9623, 99.8949, 99.8768];
        int[] labels = [0, .. Enumerable.Repeat(1, 14)];
        ClassificationMetrics two = ClassificationMetrics.FromLogits(labels, [.. scores.SelectMany(score => new[] { 0, score })], 2);
        Assert.Equal(13 / 14.0, two.AurocOneVsRest, 12);
        ClassificationMetrics three = ClassificationMetrics.FromLogits(labels, [.. scores.SelectMany(score => new[] { 0, score, -200 })], 3);
        Assert.Equal(13 / 14.0, three.AurocOneVsRest, 12);
        bool[] truth = [.. labels.Select(label => label == 1)];
        Assert.Equal(13 / 14.0, MultiLabelMetrics.From(truth, [.. Enumerable.Repeat(1.0, 15)], scores, 1, null).Auroc, 12);

        // With usual logits both ways are one.
        double[] logits = [0.2, -1, 0.5, 1, 0.3, 0.1, -0.4, 2, 0, 0.7, -2, 1.5];
        double[] probabilities = [.. logits.Chunk(3).SelectMany(row => row.Select(logit => Math.Exp(logit) / row.Sum(Math.Exp)))];
        ClassificationMetrics ofLogits = ClassificationMetrics.FromLogits([0, 1, 1, 2], logits, 3);
        ClassificationMetrics ofProbabilities = ClassificationMetrics.From([0, 1, 1, 2], probabilities, 3);
        Assert.All(ofProbabilities.Values.Zip(ofLogits.Values), pair => Assert.Equal(pair.First.Value, pair.Second.Value, 12));
    }

    [Fact]
    public void F1_scores_follow_from_the_confusion_matrix()
    {
        // scikit-learn's own example of f1_score. Class 0: 2 right, 1 false alarm, 0 missed: 2*2/(2*2+1) = 0.8. Classes 1 and 2: nothing right: 0.
        ConfusionMatrix matrix = ConfusionMatrix.From([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], 3);
        Assert.Equal(0.8 / 3, matrix.MacroF1, 12);
        Assert.Equal(1 / 3.0, matrix.MicroF1, 12);
        Assert.Equal(1 / 3.0, matrix.Accuracy, 12);
        Assert.Equal([2, 0, 0, 1, 0, 1, 0, 2, 0], Enumerable.Range(0, 9).Select(i => matrix[i / 3, i % 3]));
        Assert.Equal(6, matrix.Samples);
        Assert.Equal([2, 2, 2], Enumerable.Range(0, 3).Select(matrix.LabelCount));
        Assert.Equal([3, 2, 1], Enumerable.Range(0, 3).Select(matrix.PredictionCount));
    }

    [Fact]
    public void Macro_F1_counts_only_classes_that_occur()
    {
        // Class 0: 1 right, 1 missed: 2/3. Class 1 has no label but one prediction: 0. Classes 2 and 3 occur nowhere.
        Assert.Equal((2 / 3.0) / 2, ConfusionMatrix.From([0, 0], [0, 1], 4).MacroF1, 12);

        // Everything is of class 2 and predicted so.
        Assert.Equal(1, ConfusionMatrix.From([2, 2], [2, 2], 4).MacroF1);
    }

    [Fact]
    public void Binary_scores_agree_with_hand_computed_ones()
    {
        // Predictions 1, 0, 0, 1 (scikit-learn's example of log_loss, with spam as class 1): all right.
        // Log loss: -(ln 0.9 + ln 0.9 + ln 0.8 + ln 0.65) / 4 = (0.105361 + 0.105361 + 0.223144 + 0.430783) / 4 = 0.216162.
        ClassificationMetrics metrics = ClassificationMetrics.From([1, 0, 0, 1], [0.1, 0.9, 0.9, 0.1, 0.8, 0.2, 0.35, 0.65], 2);
        Assert.Equal(0.216162, metrics.LogLoss, 6);
        Assert.Equal(1, metrics.Accuracy);
        Assert.Equal(1, metrics.MacroF1);
        Assert.Equal(1, metrics.MicroF1);
        Assert.Equal(1, metrics.AurocOneVsRest);
        Assert.Equal(1, metrics.AurocOneVsOne);
    }

    [Fact]
    public void Multiclass_scores_come_from_one_row_per_sample()
    {
        double[] probabilities = [0.1, 0.8, 0.1, 0.3, 0.4, 0.3, 0.35, 0.5, 0.15, 0, 0.2, 0.8];
        ClassificationMetrics metrics = ClassificationMetrics.From([0, 1, 0, 2], probabilities, 3);

        // Predictions 1, 1, 1, 2. F1: class 0: 0; class 1: 2*1/(2*1+2) = 1/2; class 2: 1.
        Assert.Equal(0.5, metrics.Accuracy, 12);
        Assert.Equal(0.5, metrics.MacroF1, 12);
        Assert.Equal(0.5, metrics.MicroF1, 12);
        Assert.Equal(25 / 36.0, metrics.AurocOneVsRest, 12);
        Assert.Equal(0.75, metrics.AurocOneVsOne, 12);
        Assert.Equal(-(Math.Log(0.1) + Math.Log(0.4) + Math.Log(0.35) + Math.Log(0.8)) / 4, metrics.LogLoss, 12);
        Assert.Equal(2, metrics.ConfusionMatrix[0, 1]);
    }

    [Fact]
    public void The_first_of_equal_probabilities_is_predicted_and_a_zero_probability_is_clipped()
    {
        ClassificationMetrics metrics = ClassificationMetrics.From([1, 1], [0.5, 0.5, 1.0, 0.0], 2);
        Assert.Equal(0, metrics.Accuracy);
        Assert.Equal((Math.Log(2) + (52 * Math.Log(2))) / 2, metrics.LogLoss, 9);
        Assert.Equal(double.NaN, metrics.AurocOneVsRest);
    }

    [Fact]
    public void Single_and_double_precision_agree()
    {
        double[] probabilities = [0.25, 0.75, 0.5, 0.5, 0.875, 0.125];
        ClassificationMetrics fromDouble = ClassificationMetrics.From([1, 0, 1], probabilities, 2);
        ClassificationMetrics fromSingle = ClassificationMetrics.From([1, 0, 1], Array.ConvertAll(probabilities, p => (float)p), 2);
        Assert.Equal(fromDouble with { ConfusionMatrix = fromSingle.ConfusionMatrix }, fromSingle);
    }

    [Fact]
    public void No_samples_and_bad_classes_are_refused()
    {
        Assert.Contains("no samples", Assert.Throws<ArgumentException>(() => ClassificationMetrics.From([], Array.Empty<double>(), 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.From([0], [double.NaN, 0.5], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassificationMetrics.From([0], [1.0], 1));
        Assert.Contains("predicted as class 2", Assert.Throws<ArgumentException>(() => ConfusionMatrix.From([0], [2], 2)).Message, StringComparison.Ordinal);
    }
}
