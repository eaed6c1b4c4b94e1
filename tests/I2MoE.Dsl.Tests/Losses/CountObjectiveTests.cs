using I2MoE.Dsl.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Losses;

/// <summary>The losses of counts and their evidence, computed again from the definition of the Poisson distribution in double precision.</summary>
public sealed class CountObjectiveTests
{
    private static readonly double[] s_rates = [0.3, 1, 4.5];
    private static readonly double[] s_counts = [0, 2, 7];

    [Fact]
    public void The_task_loss_differs_from_the_Poisson_loss_by_what_depends_on_the_counts_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        using var objective = new CountObjective(new CountOptions());
        double[] other = [2, 0.5, 6];
        double difference = Loss(objective, s_rates) - Loss(objective, other);
        Assert.Equal(MinusLogProbability(s_rates) - MinusLogProbability(other), difference, 5);
    }

    [Fact]
    public void The_gradient_of_counts_that_are_divided_by_their_mean_is_the_same_but_for_that_factor()
    {
        using DisposeScope scope = NewDisposeScope();
        using var objective = new CountObjective(new CountOptions());
        const float mean = 3;
        Tensor logs = Column(s_rates).log().requires_grad_();
        Tensor raw = autograd.grad([objective.TaskLoss(logs, Counts())], [logs])[0];
        Tensor shifted = (logs.detach() - Math.Log(mean)).requires_grad_();
        Tensor scaled = autograd.grad([objective.TaskLoss(shifted, Counts() / mean)], [shifted])[0];
        Assert.True((scaled * mean).allclose(raw, atol: 1e-5));
    }

    [Fact]
    public void Interaction_losses_are_bounded_squared_differences()
    {
        using DisposeScope scope = NewDisposeScope();
        using var objective = new CountObjective(new CountOptions { Margin = 1 });
        Tensor full = Column([0, 1]);
        Tensor[] masked = [Column([0.5, 1]), Column([2, 4])];
        Assert.Equal(0.125 - 1, objective.Uniqueness(full, masked[1], [masked[0]]).item<float>(), 5);
        Assert.Equal(-(0.25 + 0 + 1 + 1) / 4, objective.Synergy(full, masked).item<float>(), 5);
        Assert.Equal((0.25 + 0 + 4 + 9) / 4, objective.Redundancy(full, masked).item<float>(), 5);
    }

    [Fact]
    public void Evidence_is_half_the_deviance_and_the_divergence_of_the_distributions()
    {
        using DisposeScope scope = NewDisposeScope();
        EvidenceMeasure measure = EvidenceMeasure.Of(TaskKind.Count);
        float[] losses = measure.Loss(Column(s_rates).log().unsqueeze(0), Counts()).flatten().data<float>().ToArray();
        for (int i = 0; i < s_rates.Length; i++)
        {
            double best = s_counts[i] == 0 ? 0 : (s_counts[i] * Math.Log(s_counts[i])) - s_counts[i];
            Assert.Equal(s_rates[i] - (s_counts[i] * Math.Log(s_rates[i])) + best, losses[i], 4);
        }

        // Summed over all counts that matter.
        double divergence = 0;
        double probability = Math.Exp(-4.5);
        for (int count = 0; count < 80; count++)
        {
            divergence += probability * ((count * Math.Log(4.5 / 2)) - 4.5 + 2);
            probability *= 4.5 / (count + 1);
        }

        Assert.Equal(divergence, measure.Distance(Column([4.5]).log(), Column([2]).log()).item<float>(), 4);
        Assert.Equal(Math.Log(3), measure.Prior(Counts(), Column([1])).item<float>(), 5);
        Assert.Equal(Math.Log(0.5 / 4), measure.Prior(zeros(4), Column([1])).item<float>(), 5);
    }

    private static double Loss(CountObjective objective, double[] rates) => objective.TaskLoss(Column(rates).log(), Counts()).item<float>();

    private static double MinusLogProbability(double[] rates) => rates.Zip(s_counts, (rate, count) =>
        rate - Enumerable.Range(1, (int)count).Sum(factor => Math.Log(rate / factor))).Average();

    private static Tensor Counts() => tensor(s_counts).to_type(float32);

    private static Tensor Column(double[] values) => tensor(values).to_type(float32).unsqueeze(1);
}
