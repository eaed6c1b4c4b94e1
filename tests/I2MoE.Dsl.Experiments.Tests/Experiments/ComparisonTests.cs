using System.Text.Json.Nodes;
using I2MoE.Dsl.Experiments.Results;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Several splits, folds and seeds, and the test of what is better.</summary>
public sealed class ComparisonTests : IDisposable
{
    private const string Quick = "--quiet --no-check --set training.epochs=1";

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public ComparisonTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Fact]
    public async Task Splits_and_seeds_are_trained_together()
    {
        string output = await _program.OkAsync($"train {Quick} --splits 0,3 --seeds 0,1 --out study");
        Assert.Contains("Small, I2MoE: test, splits 0, 3, seeds 0, 1", output, StringComparison.Ordinal);
        Assert.Equal(
            ["split-0-seed-0", "split-0-seed-1", "split-3-seed-0", "split-3-seed-1"],
            Directory.GetDirectories(_program.Folder.File("study")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("seed: 3", _program.Read("study/split-3-seed-0/experiment.yaml"), StringComparison.Ordinal);
        Assert.Equal(3, (int)JsonNode.Parse(_program.Read("study/split-3-seed-1/run.json"))!["split"]!);
        Assert.Contains("different whole numbers", await _program.WrongAsync("train --splits 0,0"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 20)]
    [InlineData("--set data.split={~kind:~group,~column:~group~}", 20)]
    public async Task Folds_test_every_sample_once(string split, int tested)
    {
        string output = await _program.OkAsync($"train {Quick} --folds 3 {split}");
        Assert.Contains("Small, I2MoE: test, 3 folds, seed 0", output, StringComparison.Ordinal);
        Assert.Contains("Small, I2MoE, fold 2, seed 0: ", output, StringComparison.Ordinal);
        HashSet<string> samples = [];
        foreach (int fold in Enumerable.Range(0, 3))
        {
            await _program.OkAsync($"predict --run runs/Small/fold-{fold}-seed-0 --out fold.csv");
            string[] part = [.. _program.ReadCsv("fold.csv").Skip(1).Select(line => line[0])];
            Assert.InRange(part.Length, tested - 4, tested + 4);
            samples.UnionWith(part);
        }

        Assert.Equal(SmallExperiment.Samples, samples.Count);
    }

    [Theory]
    [InlineData("--data random --splits 0,1")]
    [InlineData("--data random --folds 2")]
    [InlineData("--set data.split=random --folds 2")]
    public async Task A_split_that_is_not_stated_or_in_a_word_is_changed_too(string options) =>
        Assert.Contains("Small, I2MoE: test, ", await _program.OkAsync($"train {Quick} {options}"), StringComparison.Ordinal);

    [Fact]
    public async Task Without_data_it_is_said_as_ever()
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Untold)];
        Assert.Contains("Untold states no data", await _program.WrongAsync("train --folds 2 --quiet --no-check"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_that_was_stopped_goes_on()
    {
        const string Set = "train --no-check --set training.epochs=2 --folds 2 --baselines";
        using CancellationTokenSource cancellation = new();
        await _program.RunAsync(Set, line => Cancel(line, "Small, I2MoE, fold 1, seed 0: ", cancellation), cancellation.Token);
        Assert.Equal(130, _program.ExitCode);
        Assert.Contains("--folds 2 --baselines --resume", _program.Error, StringComparison.Ordinal);
        string kept = _program.Read("runs/Small/fold-0-seed-0/history.csv");
        string output = await _program.OkAsync($"{Set} --resume");
        Assert.Contains("Differences: I2MoE less the other", output, StringComparison.Ordinal);
        Assert.Equal(kept, _program.Read("runs/Small/fold-0-seed-0/history.csv"));
        Assert.Equal(4, Directory.GetDirectories(_program.Folder.File("runs/Small")).Length);
        Assert.Equal("finished", (string?)JsonNode.Parse(_program.Read("runs/Small/vanilla-fold-1-seed-0/run.json"))!["status"]);
        Assert.NotNull(JsonNode.Parse(_program.Read("runs/Small/fold-1-seed-0/metrics.json"))!["baselines"]);
    }

    [Fact]
    public async Task A_split_that_the_data_state_has_no_other_test_samples()
    {
        const string Given = "--set data.split={~kind:~given,~column:~part~}";
        Assert.Contains("say which samples are for testing", await _program.WrongAsync($"train --folds 3 {Given}"), StringComparison.Ordinal);
        Assert.Contains("--splits: the data of Small", await _program.WrongAsync($"train --splits 0,1 {Given}"), StringComparison.Ordinal);
        Assert.Contains("--folds is 1. Allowed: 2 to 100.", await _program.WrongAsync("train --folds 1"), StringComparison.Ordinal);
    }

    // By numeric integration of the density.
    [Theory]
    [InlineData(1, 1, 0.5)]
    [InlineData(2, 2, 0.18350341907227397)]
    [InlineData(-2.5, 3, 0.0877066470)]
    [InlineData(2.776445, 4, 0.05)]
    [InlineData(2.262157, 9, 0.05)]
    [InlineData(1.96, 1000, 0.0502726)]
    [InlineData(double.PositiveInfinity, 5, 0)]
    public void P_values_are_those_of_the_t_distribution(double t, int degrees, double p) => Assert.Equal(p, StudentT.TwoSided(t, degrees), 5);

    [Fact]
    public void The_variance_is_corrected_for_shared_training_samples()
    {
        // Mean 0.02, deviation 0.01581; t = 0.02 / (0.01581 sqrt(1/5 + 1/4)) = 1.8856 with 4 degrees.
        var test = CorrectedResampledTest.Of([0, 0.01, 0.02, 0.03, 0.04], 0.25);
        Assert.Equal(0.02, test.Mean, 12);
        Assert.Equal(StudentT.TwoSided(1.885618, 4), test.P, 5);
        Assert.Equal(1, CorrectedResampledTest.Of([0, 0, 0], 0.25).P);

        // Two test parts of nine samples on which one more is right: no variance, and no certainty.
        Assert.Equal(double.NaN, CorrectedResampledTest.Of([1 / 9.0, 1 / 9.0], 0.25).P);
        Assert.Equal(double.NaN, CorrectedResampledTest.Of([0.1, 0.3 - 0.2, 0.1], 0.25).P);
    }

    public void Dispose() => _program.Dispose();

    private static void Cancel(string line, string at, CancellationTokenSource cancellation)
    {
        if (line.StartsWith(at, StringComparison.Ordinal))
        {
            cancellation.Cancel();
        }
    }
}
