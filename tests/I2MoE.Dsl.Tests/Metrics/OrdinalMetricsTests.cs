using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Metrics;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Metrics;

/// <summary>The metrics and the loss of classes in order, against tables whose kappa is worked out by hand and the definition in double precision.</summary>
public sealed class OrdinalMetricsTests
{
    [Fact]
    public void Kappa_is_that_of_a_table_by_hand()
    {
        // Rows are the truth: [4 1 0; 1 2 1; 0 1 2]. Observed 1+1+1+1 = 4. Shares of the truth 5, 4, 3 and of the predictions 5, 4, 3 of 12:
        // expected (1 * (5*4 + 4*5 + 4*3 + 3*4) + 4 * (5*3 + 3*5)) / 12 = (64 + 120) / 12.
        OrdinalMetrics metrics = Of([(0, 0, 4), (0, 1, 1), (1, 0, 1), (1, 1, 2), (1, 2, 1), (2, 1, 1), (2, 2, 2)]);
        Assert.Equal(1 - (4 / (184 / 12.0)), metrics.Kappa, 12);
        Assert.Equal(8 / 12.0, metrics.Accuracy, 12);
        Assert.Equal(4 / 12.0, metrics.MeanAbsoluteError, 12);
    }

    [Fact]
    public void Kappa_is_1_for_all_right_0_for_a_constant_and_below_for_the_opposite()
    {
        Assert.Equal(1, Of([(0, 0, 2), (1, 1, 3), (2, 2, 1)]).Kappa, 12);
        Assert.Equal(0, Of([(0, 1, 2), (1, 1, 3), (2, 1, 1)]).Kappa, 12);
        Assert.Equal(-1, Of([(0, 2, 2), (2, 0, 2)]).Kappa, 12);
        Assert.Equal(double.NaN, Of([(1, 1, 4)]).Kappa);

        // A mistake by one place costs less than one by two.
        Assert.True(Of([(0, 0, 3), (1, 1, 3), (2, 1, 1)]).Kappa > Of([(0, 0, 3), (1, 1, 3), (2, 0, 1)]).Kappa);
    }

    [Fact]
    public void The_loss_is_that_of_being_above_each_class()
    {
        double[] probabilities = [0.5, 0.3, 0.2, 0.1, 0.2, 0.7];
        double expected = -(Math.Log(0.5) + Math.Log(0.8) + Math.Log(0.9) + Math.Log(0.3)) / 4;
        Assert.Equal(expected, OrdinalMetrics.From([0, 1], probabilities, 3).Loss, 12);

        using DisposeScope scope = torch.NewDisposeScope();
        using var objective = new OrdinalObjective(new OrdinalOptions { Classes = 3 });
        torch.Tensor logits = torch.tensor(probabilities).log().view(2, 3).to_type(torch.float32);
        Assert.Equal(expected, objective.TaskLoss(logits, torch.tensor([0L, 1])).item<float>(), 5);

        // Far off it stays finite, and so does its gradient.
        torch.Tensor far = torch.tensor(new float[,] { { 200, 0, -200 } }).requires_grad_();
        torch.Tensor loss = objective.TaskLoss(far, torch.tensor([2L]));
        Assert.Equal((200 + 400) / 2.0, loss.item<float>(), 2);
        Assert.True(torch.autograd.grad([loss], [far])[0].isfinite().all().item<bool>());
    }

    // Of true class, predicted class and how often.
    private static OrdinalMetrics Of((int Truth, int Predicted, int Count)[] table)
    {
        int[] labels = [.. table.SelectMany(cell => Enumerable.Repeat(cell.Truth, cell.Count))];
        double[] probabilities = [.. table.SelectMany(cell => Enumerable.Repeat(Enumerable.Range(0, 3).Select(c => c == cell.Predicted ? 0.6 : 0.2), cell.Count).SelectMany(row => row))];
        return OrdinalMetrics.From(labels, probabilities, 3);
    }
}
