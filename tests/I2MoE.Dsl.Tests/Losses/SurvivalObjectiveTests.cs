using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Losses;

/// <summary>The losses of times to an event and their evidence, computed again from the probabilities of every interval.</summary>
public sealed class SurvivalObjectiveTests
{
    private static readonly double[] s_ends = [1, 2, 4];
    private static readonly double[][] s_hazards = [[0.1, 0.4, 0.5], [0.3, 0.2, 0.9], [0.5, 0.5, 0.1], [0.2, 0.7, 0.6], [0.3, 0.1, 0.2]];

    // In the second interval; left in the third, which is not got through; in the first, at its end; after the last; left at the end of the second.
    private static readonly float[] s_labels = [1.5f, 1, 3, 0, 1, 1, 9, 1, 2, 0];

    private static double[] Likelihoods => [0.9 * 0.4, 0.7 * 0.8, 0.5, 0.8 * 0.3 * 0.4, 0.7 * 0.9];

    [Fact]
    public void The_task_loss_is_minus_the_mean_logarithm_of_the_likelihood()
    {
        using DisposeScope scope = NewDisposeScope();
        using var objective = new SurvivalObjective(new SurvivalOptions());
        Assert.Equal(Likelihoods.Average(likelihood => -Math.Log(likelihood)), objective.TaskLoss(LogOdds(s_hazards), Places()).item<float>(), 5);

        // A batch is the mean of its samples, so that its size changes nothing.
        Tensor each = EvidenceMeasure.Of(TaskKind.Survival).Loss(LogOdds(s_hazards).unsqueeze(0), Places());
        Assert.All(Likelihoods.Zip(each.data<float>().ToArray()), pair => Assert.Equal(-Math.Log(pair.First), pair.Second, 5));
    }

    [Fact]
    public void Interaction_losses_are_bounded_squared_differences_of_log_odds()
    {
        using DisposeScope scope = NewDisposeScope();
        using var objective = new SurvivalObjective(new SurvivalOptions { Margin = 1 });
        Tensor full = tensor(new float[] { 0, 1 }, [1, 2]);
        Tensor[] masked = [tensor(new float[] { 0.5f, 1 }, [1, 2]), tensor(new float[] { 2, 4 }, [1, 2])];
        Assert.Equal(0.125 - 1, objective.Uniqueness(full, masked[1], [masked[0]]).item<float>(), 5);
        Assert.Equal(-(0.25 + 0 + 1 + 1) / 4, objective.Synergy(full, masked).item<float>(), 5);
        Assert.Equal((0.25 + 0 + 4 + 9) / 4, objective.Redundancy(full, masked).item<float>(), 5);
    }

    [Fact]
    public void The_distance_is_the_divergence_of_the_distributions_over_intervals()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] target = Masses(s_hazards[0]);
        double[] output = Masses(s_hazards[1]);
        double divergence = target.Zip(output, (p, q) => p * Math.Log(p / q)).Sum();
        Assert.Equal(divergence, EvidenceMeasure.Of(TaskKind.Survival).Distance(LogOdds([s_hazards[0]]), LogOdds([s_hazards[1]])).item<float>(), 5);
    }

    [Fact]
    public void The_prior_has_the_odds_of_events_among_those_who_reach_an_interval()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] prior = EvidenceMeasure.Of(TaskKind.Survival).Prior(Places(), LogOdds(s_hazards)).data<float>().ToArray();

        // Events over those who got through, and half of each.
        Assert.Equal([Math.Log(1.5 / 4.5), Math.Log(1.5 / 3.5), Math.Log(0.5 / 1.5)], prior.Select(value => (double)value), new Near(1e-5));
    }

    [Fact]
    public void Intervals_end_where_as_many_events_are_before_as_after()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor labels = tensor(Enumerable.Range(1, 100).SelectMany(time => (float[])[time, time % 5 == 0 ? 0 : 1]).ToArray(), [100, 2]);
        Assert.Equal([24, 49, 74, 99], EventIntervals.Fit(labels, 4).Ends);

        // Times of samples that left do not count.
        Assert.Equal([1, 2], EventIntervals.Fit(tensor(new float[] { 1, 1, 2, 1, 50, 0 }, [3, 2]), 2).Ends);

        // Fewer times than intervals, one of them 0.
        Assert.Equal([2, 4, 6, 8], EventIntervals.Fit(tensor(new float[] { 8, 1, 8, 1, 0, 1, 4, 1 }, [4, 2]), 4).Ends);
        Assert.Equal([0.5, 1], EventIntervals.Fit(tensor(new float[] { 0, 1 }, [1, 2]), 2).Ends);
    }

    [Fact]
    public void Times_follow_from_the_curve()
    {
        var intervals = new EventIntervals(s_ends);
        double[] logOdds = [.. new[] { 0.2, 0.5, 0.5 }.Select(hazard => Math.Log(hazard / (1 - hazard)))];
        Assert.Equal([0.8, 0.4, 0.2], intervals.Survival(logOdds), new Near(1e-12));
        Assert.Equal(0.9 + 0.6 + (2 * 0.3), intervals.MeanTime(logOdds), 12);
        Assert.Equal(1.75, intervals.MedianTime(logOdds)!.Value, 12);
        Assert.Null(intervals.MedianTime([-5, -5, -5]));
        Assert.Equal([0, 0, 1, 2, 3], new[] { intervals.Place(1, true), intervals.Place(0, false), intervals.Place(1, false), intervals.Place(4, true), intervals.Place(9, false) });
    }

    private static double[] Masses(double[] hazards) =>
        [hazards[0], (1 - hazards[0]) * hazards[1], (1 - hazards[0]) * (1 - hazards[1]) * hazards[2], (1 - hazards[0]) * (1 - hazards[1]) * (1 - hazards[2])];

    private static Tensor Places() => new EventIntervals(s_ends).Places(tensor(s_labels, [5, 2]));

    private static Tensor LogOdds(double[][] hazards) => tensor(hazards.SelectMany(row => row).Select(hazard => (float)Math.Log(hazard / (1 - hazard))).ToArray(), [hazards.Length, 3]);

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double value) => 0;
    }
}
