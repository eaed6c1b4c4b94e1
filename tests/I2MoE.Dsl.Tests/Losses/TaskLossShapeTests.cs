using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Losses;

/// <summary>Label smoothing, the focal loss and balanced weights by the formulas of PyTorch's documentation, of Lin et al. and of scikit-learn, in float64.</summary>
public sealed class TaskLossShapeTests
{
    private static readonly double[][] s_logits = [[2.0, -1.0, 0.5], [0.1, 0.2, -0.3], [-2.0, 3.0, 1.0], [0.0, 0.0, 4.0]];
    private static readonly int[] s_classes = [0, 2, 1, 0];

    [Theory]
    [InlineData(0.0, 0.0, false)]
    [InlineData(0.2, 0.0, false)]
    [InlineData(0.2, 0.0, true)]
    [InlineData(0.0, 2.0, false)]
    [InlineData(0.0, 2.0, true)]
    [InlineData(0.1, 1.5, true)]
    public void The_loss_of_classes_is_that_of_the_formula(double smoothing, double focal, bool isWeighted)
    {
        double[] weights = isWeighted ? [0.5, 1, 3] : [1, 1, 1];
        double sum = 0;
        double norm = 0;
        for (int i = 0; i < s_logits.Length; i++)
        {
            double[] exps = [.. s_logits[i].Select(Math.Exp)];
            double[] p = [.. exps.Select(exp => exp / exps.Sum())];
            double loss = 0;
            for (int c = 0; c < 3; c++)
            {
                // The target of the documentation: 1 - s + s / C for the class, s / C for the others.
                double target = (c == s_classes[i] ? 1 - smoothing : 0) + (smoothing / 3);
                loss -= weights[c] * target * Math.Log(p[c]);
            }

            sum += loss * Math.Pow(1 - p[s_classes[i]], focal);
            norm += weights[s_classes[i]];
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using var objective = new ClassificationObjective(new ClassificationOptions { Classes = 3, ClassWeights = isWeighted ? weights : [] });
        torch.Tensor labels = torch.tensor(s_classes, dtype: torch.int64);
        objective.Prepare(labels, new TaskLossShape(smoothing, focal));
        torch.Tensor logits = torch.stack([.. s_logits.Select(row => torch.tensor(row, dtype: torch.float32))]);
        Assert.Equal(sum / norm, objective.TaskLoss(logits, labels).item<float>(), 1e-6);
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.2, 0.0)]
    [InlineData(0.0, 2.0)]
    public void The_loss_of_labels_is_that_of_the_formula(double smoothing, double focal)
    {
        double[] weights = [1, 2, 4];
        double[][] labels = [[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0]];
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            for (int label = 0; label < 3; label++)
            {
                double p = 1 / (1 + Math.Exp(-s_logits[i][label]));
                double target = (labels[i][label] * (1 - smoothing)) + (smoothing / 2);
                double loss = -((weights[label] * target * Math.Log(p)) + ((1 - target) * Math.Log(1 - p)));
                sum += loss * Math.Pow(1 - (labels[i][label] == 1 ? p : 1 - p), focal);
            }
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using var objective = new MultiLabelObjective(new MultiLabelOptions { Labels = 3, PositiveWeights = weights });
        torch.Tensor truth = torch.stack([.. labels.Select(row => torch.tensor(row, dtype: torch.float32))]);
        objective.Prepare(truth, new TaskLossShape(smoothing, focal));
        torch.Tensor logits = torch.stack([.. s_logits.Select(row => torch.tensor(row, dtype: torch.float32))]);
        Assert.Equal(sum / 12, objective.TaskLoss(logits, truth).item<float>(), 1e-6);
    }

    [Fact]
    public void Balanced_weights_follow_from_the_training_part()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var classes = new ClassificationObjective(new ClassificationOptions { Classes = 3, BalancedClassWeights = true });
        classes.Prepare(torch.tensor([0L, 0L, 0L, 1L]), default);

        // sklearn.utils.class_weight.compute_class_weight("balanced") divides by the number of classes, here 3; a class without samples counts 1.
        Assert.Equal([4 / 9.0f, 4 / 3.0f, 1f], classes.get_buffer("class_weights")!.data<float>().ToArray());
        using var labels = new MultiLabelObjective(new MultiLabelOptions { Labels = 3, BalancedPositiveWeights = true });
        labels.Prepare(torch.tensor(new float[,] { { 1, 0, 1 }, { 0, 0, 1 }, { 0, 0, 1 }, { 0, 0, 1 } }), default);
        Assert.Equal([3f, 1f, 1f], labels.get_buffer("positive_weights")!.data<float>().ToArray());
    }

    [Fact]
    public void Balanced_samples_draw_every_class_as_often()
    {
        long[][] groups = [[.. Enumerable.Range(0, 950).Select(row => (long)row)], [.. Enumerable.Range(950, 50).Select(row => (long)row)], []];
        var sampler = new BatchSampler(groups, 32, seed: 4);
        long[] epoch = [.. sampler.Epoch(1).SelectMany(rows => rows)];
        Assert.Equal(1000, epoch.Length);

        // Half of a thousand, and more than six standard deviations (16) on both sides.
        Assert.InRange(epoch.Count(row => row >= 950), 400, 600);
        Assert.Equal(epoch, sampler.Epoch(1).SelectMany(rows => rows));
        Assert.NotEqual(epoch, sampler.Epoch(2).SelectMany(rows => rows));
    }
}
