using System.Globalization;
using I2MoE.Dsl.Experiments.Sweeps;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>How trials are chosen, and what is said of their parameters.</summary>
public sealed class SweepSearchTests
{
    private static readonly EquatableArray<SweepParameter> s_space = new(
    [
        new SweepParameter("rate", SweepScale.Log, 1e-5, 1e-1, 1, 0, default),
        new SweepParameter("share", SweepScale.Uniform, 0, 1, 1, 0, default),
        new SweepParameter("layers", SweepScale.Integer, 1, 6, 1, 0, default),
        new SweepParameter("kind", SweepScale.Choice, 0, 0, 1, 0, new(["a", "b", "c", "d"])),
    ]);

    [Fact]
    public void The_estimator_finds_better_values_than_chance()
    {
        double[] tpe = [.. Enumerable.Range(0, 10).Select(seed => Best(new TpeSearch(s_space, 60, seed, lowerIsBetter: true)))];
        double[] random = [.. Enumerable.Range(0, 10).Select(seed => Best(new RandomSearch(s_space, 60, seed)))];
        Assert.True(tpe.Average() < random.Average() / 2, $"{tpe.Average()} against {random.Average()}");
    }

    [Fact]
    public void A_trial_depends_on_its_number_and_on_the_trials_before_it_alone()
    {
        List<Trial> trials = Run(new TpeSearch(s_space, 30, 7, lowerIsBetter: true));
        foreach (int number in (int[])[1, 9, 11, 20, 30])
        {
            Assert.Equal(trials[number - 1].Values, new TpeSearch(s_space, 30, 7, lowerIsBetter: true).Values(number, [.. trials.Take(number - 1)]));
        }
    }

    [Fact]
    public void No_combination_is_drawn_twice_while_there_are_others()
    {
        EquatableArray<SweepParameter> small = new([s_space[2], s_space[3]]);
        Assert.Equal(24, Run(new RandomSearch(small, 24, 0), place: 1).Select(trial => RandomSearch.Key(trial.Values)).Distinct().Count());
        Assert.True(Run(new TpeSearch(small, 20, 0, lowerIsBetter: true), place: 1).Select(trial => RandomSearch.Key(trial.Values)).Distinct().Count() >= 19);
    }

    [Fact]
    public void A_grid_has_every_combination_once()
    {
        var grid = new GridSearch(new([s_space[3], s_space[2] with { Step = 2 }, s_space[1] with { Steps = 3 }]));
        Assert.Equal(36, grid.Trials);
        string[] keys = [.. Enumerable.Range(1, 36).Select(number => string.Join(' ', grid.Values(number, [])))];
        Assert.Equal(36, keys.Distinct().Count());
        Assert.Equal(["a 1 0", "a 1 0.5", "a 1 1", "a 3 0"], keys[..4]);
    }

    [Fact]
    public void A_parameter_that_decides_explains_the_variance()
    {
        (int Group, double Score)[] decides = [.. Enumerable.Range(0, 40).Select(i => (i % 4, (i % 4) + (0.01 * (i % 7))))];
        (int Group, double Score)[] decidesNot = [.. Enumerable.Range(0, 40).Select(i => (i % 4, (double)(i / 4)))];
        Assert.InRange(ParameterImportance.AdjustedEtaSquared(decides), 0.99, 1);
        Assert.Equal(0, ParameterImportance.AdjustedEtaSquared(decidesNot));

        // By hand: 1 - (1.5 / 3) / (17.5 / 5).
        Assert.Equal(0.8571, ParameterImportance.AdjustedEtaSquared([(1, 1), (1, 2), (2, 4), (2, 3), (3, 6), (3, 5)]), 4);
    }

    private static double Best(SweepSearch search) => Run(search).Min(trial => trial.Score);

    private static List<Trial> Run(SweepSearch search, int place = 0)
    {
        List<Trial> trials = [];
        for (int number = 1; number <= search.Trials; number++)
        {
            IReadOnlyList<string> values = search.Values(number, trials);
            double score = place == 0 ? Loss(values) : values.Sum(value => value[0]);
            trials.Add(new Trial { Number = number, Status = TrialStatus.Finished, Values = values, Seeds = [new TrialSeed(0, score, score, 1, 1)] });
        }

        return trials;
    }

    // Least, 0, at 1e-3, 0.3, 5 and c.
    private static double Loss(IReadOnlyList<string> values)
    {
        double[] numbers = [.. values.Take(3).Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        return Math.Pow(Math.Log10(numbers[0]) + 3, 2) + (4 * Math.Pow(numbers[1] - 0.3, 2)) + (0.2 * Math.Pow(numbers[2] - 5, 2)) + (values[3] == "c" ? 0 : 0.5);
    }
}
