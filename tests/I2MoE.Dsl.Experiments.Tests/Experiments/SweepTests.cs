using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Tests.Training;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary><c>sweep</c>: trials that are chosen, stopped, resumed and compared, and the winner.</summary>
public sealed class SweepTests : IDisposable
{
    private const string Quick = "--no-check --set training.epochs=2";

    private const string Space = """

        sweep:
          search: { kind: tpe, trials: 12, seed: 3 }
          space:
            training.learning_rate: { log: [1e-4, 1e-1] }
            fusion: { choice: [{ kind: concat, hidden_dim: 8 }, { kind: transformer, heads: 2, hidden_dim: 8 }] }
            reweighting.layers: { integer: [1, 3] }

        """;

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table + Space)] };

    public SweepTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Fact]
    public async Task A_sweep_ends_with_a_table_figures_and_the_winner_on_the_test_part()
    {
        string output = await _program.OkAsync($"sweep {Quick} --set sweep.seeds=[0,1]");
        Assert.Equal(13, output.Split('\n').Count(line => line.StartsWith("trial ", StringComparison.Ordinal)));
        Assert.Contains("Test part, opened once, for the best: ", output, StringComparison.Ordinal);
        Assert.Contains("mean of 2 seeds", output, StringComparison.Ordinal);
        Assert.Contains("Share of the variance of the score", output, StringComparison.Ordinal);

        string[][] rows = _program.ReadCsv("runs/Small/sweep/trials.csv");
        Assert.Equal("trial,status,accuracy,loss,epoch,epochs,seconds,training.learning_rate,fusion,reweighting.layers,reason", string.Join(',', rows[0]));
        Assert.Equal(14, rows.Length);
        Assert.All(rows.Skip(1), row => Assert.Equal("finished", row[1]));
        foreach (string file in (string[])["trials.json", "trials.svg", "trials.png", "importance.svg", "importance.png"])
        {
            Assert.True(File.Exists(_program.Folder.File($"runs/Small/sweep/{file}")), file);
        }

        // Only the winner was tested, and of its runs too nothing but the validation part is kept.
        Assert.DoesNotContain("\"test\"", _program.Read("runs/Small/sweep/trial-0001/seed-0/metrics.json"), StringComparison.Ordinal);
        Assert.Contains("\"test\"", _program.Read("runs/Small/sweep/sweep.json"), StringComparison.Ordinal);
        YamlReading best = YamlExperiment.Read("best.i2moe.yaml", _program.Read("runs/Small/sweep/best.i2moe.yaml"), _ => null);
        Assert.DoesNotContain(best.Check(), problem => problem.Rule.Severity == RuleSeverity.Error);
        Assert.Null(best.Specification.Sweep);

        // Nothing is left to do, and the test part is not opened again: what was seen is shown.
        string record = _program.Read("runs/Small/sweep/sweep.json");
        _program.Folder.Write("runs/Small/sweep/sweep.json", System.Text.RegularExpressions.Regex.Replace(record, "(\"accuracy\": \\[\\s*)[0-9.]+(,\\s*)[0-9.]+", "${1}0.123${2}0.123"));
        string again = await _program.OkAsync($"sweep {Quick} --set sweep.seeds=[0,1] --resume --quiet");
        Assert.Contains("0.123", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_that_was_stopped_ends_as_one_that_was_not()
    {
        await _program.OkAsync($"sweep {Quick} --out whole");
        using var stop = new CancellationTokenSource();
        await _program.RunAsync($"sweep {Quick} --out stopped", line => { if (line.StartsWith("trial 10 ", StringComparison.Ordinal)) { stop.Cancel(); } }, stop.Token);
        Assert.Equal(130, _program.ExitCode);
        Assert.Contains("It goes on with: dotnet run -- sweep --no-check --set training.epochs=2 --out stopped --resume", _program.Error, StringComparison.Ordinal);

        // As a killed process leaves its trial.
        _program.Folder.Write("stopped/trial-0009/trial.json", _program.Read("stopped/trial-0009/trial.json").Replace("\"finished\"", "\"running\"", StringComparison.Ordinal));
        await _program.OkAsync($"sweep {Quick} --out stopped --resume");
        Assert.Equal(Trials("whole"), Trials("stopped"));
        for (int trial = 0; trial <= 12; trial++)
        {
            string weights = $"trial-{trial:0000}/seed-0/weights.safetensors";
            Assert.Equal(File.ReadAllBytes(_program.Folder.File($"whole/{weights}")), File.ReadAllBytes(_program.Folder.File($"stopped/{weights}")));
        }
    }

    [Fact]
    public async Task A_trial_that_fails_is_recorded_and_stops_no_other()
    {
        await _program.OkAsync($"sweep {Quick} --set sweep.search.trials=2 --trial 0");
        Directory.CreateDirectory(_program.Folder.File("runs/Small/sweep/trial-0001"));
        _program.Folder.Write("runs/Small/sweep/trial-0001/seed-0", "in the way");
        string output = await _program.OkAsync($"sweep {Quick} --set sweep.search.trials=2 --resume");
        Assert.Contains(", 1 failed;", output, StringComparison.Ordinal);
        Assert.Contains("trial 1 of 2: ", output, StringComparison.Ordinal);
        Assert.Contains(": failed: The run cannot be kept in ", output, StringComparison.Ordinal);
        Assert.Equal(["finished", "failed", "finished"], _program.ReadCsv("runs/Small/sweep/trials.csv").Skip(1).Select(row => row[1]));

        // More trials may be asked for, and the one that failed stays as it is.
        await _program.OkAsync($"sweep {Quick} --set sweep.search.trials=3 --resume");
        Assert.Equal(["finished", "failed", "finished", "finished"], _program.ReadCsv("runs/Small/sweep/trials.csv").Skip(1).Select(row => row[1]));
    }

    [Fact]
    public async Task Trials_of_data_that_have_changed_are_not_compared()
    {
        await _program.OkAsync($"sweep {Quick} --set sweep.search.trials=1");
        string data = _program.Read("small.csv");
        _program.Folder.Write("small.csv", data[..(data.TrimEnd().LastIndexOf('\n') + 1)]);
        Assert.Contains("The data have changed since the run in ", await _program.WrongAsync($"sweep {Quick} --set sweep.search.trials=2 --resume"), StringComparison.Ordinal);

        // The trial was not counted as one that failed.
        _program.Folder.Write("small.csv", data);
        await _program.OkAsync($"sweep {Quick} --set sweep.search.trials=2 --resume");
        Assert.All(_program.ReadCsv("runs/Small/sweep/trials.csv").Skip(1), row => Assert.Equal("finished", row[1]));
        Assert.Contains(Path.Combine("trial-0001", "seed-0") + "; name it.", await _program.WrongAsync("evaluate --run runs/Small/sweep/trial-0001"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Halving_ends_the_worse_trials_early()
    {
        await _program.OkAsync("sweep --no-check --set training.epochs=6 --set sweep.halving={~first:~1,~factor:~2~} --set sweep.metric=loss");
        string[][] rows = [.. _program.ReadCsv("runs/Small/sweep/trials.csv").Skip(1)];
        Assert.Contains(rows, row => row[1] == "halved" && row[5] is "1" or "2" or "4" && row[^1].StartsWith("halving: loss ", StringComparison.Ordinal));
        Assert.Contains(rows.Skip(1), row => row[1] == "finished" && row[5] == "6");
        Assert.Equal("finished", rows[0][1]);
    }

    [Fact]
    public async Task Trials_are_trained_in_processes_of_their_own()
    {
        const string Sweep = """sweep={"search":{"kind":"grid"},"space":{"fusion.hidden_dim":{"choice":[4,8,12]}}}""";
        (int exitCode, string text) = await KilledRun.StartAsync(_program.Folder.Path, $"sweep --no-check --set training.epochs=1 --set {Sweep} --processes 2", killedAfter: null);
        Assert.True(exitCode == 0, text);
        string[][] rows = [.. _program.ReadCsv("runs/Small/sweep/trials.csv").Skip(1)];
        Assert.Equal(["", "4", "8", "12"], rows.Select(row => row[7]));
        Assert.All(rows, row => Assert.True(row[1] == "finished", row[^1]));
    }

    [Fact]
    public async Task Processes_that_join_share_the_trials_and_make_up_for_one_that_is_killed()
    {
        const string Options = """sweep --no-check --set training.epochs=2 --set sweep={"search":{"kind":"random","trials":5},"space":{"training.learning_rate":{"log":[0.001,0.1]},"fusion.hidden_dim":{"choice":[4,8]}}}""";
        (int ExitCode, string Text)[] joined = await Task.WhenAll(
            KilledRun.StartAsync(_program.Folder.Path, $"{Options} --join --out together", killedAfter: null),
            KilledRun.StartAsync(_program.Folder.Path, $"{Options} --join --out together", TimeSpan.FromSeconds(1.5)));
        Assert.True(joined[0].ExitCode == 0, joined[0].Text);
        Assert.Single(joined, process => process.Text.Contains("Test part, opened once", StringComparison.Ordinal));
        (int exitCode, string text) = await KilledRun.StartAsync(_program.Folder.Path, $"{Options} --out alone", killedAfter: null);
        Assert.True(exitCode == 0, text);
        Assert.Equal(Trials("alone"), Trials("together"));
        Assert.Equal(_program.Read("alone/best.i2moe.yaml"), _program.Read("together/best.i2moe.yaml"));
        for (int trial = 0; trial <= 5; trial++)
        {
            string weights = $"trial-{trial:0000}/seed-0/weights.safetensors";
            Assert.Equal(File.ReadAllBytes(_program.Folder.File($"alone/{weights}")), File.ReadAllBytes(_program.Folder.File($"together/{weights}")));
        }

        Assert.Empty(Directory.GetFiles(_program.Folder.File("together"), "run.lock", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_trial_whose_processes_die_ends_no_more_of_them_after_the_third()
    {
        const string Options = $"{Quick} --set sweep.search.trials=2";
        await _program.OkAsync($"sweep {Options} --out s --trial 0");
        await _program.OkAsync($"sweep {Options} --out s --trial 1");
        string first = _program.Read("s/trial-0001/trial.json").Replace("\"finished\"", "\"running\"", StringComparison.Ordinal);
        Assert.Contains("\"begun\": 1,", first, StringComparison.Ordinal);
        _program.Folder.Write("s/trial-0001/trial.json", first.Replace("\"begun\": 1,", "\"begun\": 3,", StringComparison.Ordinal));
        Assert.Contains("failed: its process ended without a word 3 times", await _program.OkAsync($"sweep {Options} --out s --join"), StringComparison.Ordinal);
        Assert.Equal(["finished", "failed", "finished"], _program.ReadCsv("s/trials.csv").Skip(1).Select(row => row[1]));

        Directory.Delete(_program.Folder.File("s/trial-0001"), recursive: true);
        Assert.Contains("trial 1 of 2: ", await _program.OkAsync($"sweep {Options} --out s --join"), StringComparison.Ordinal);
        Assert.Equal(["finished", "finished", "finished"], _program.ReadCsv("s/trials.csv").Skip(1).Select(row => row[1]));
    }

    [Fact]
    public async Task A_trial_that_another_process_trains_is_waited_for()
    {
        const string Options = $"{Quick} --set sweep.search.trials=1";
        var trained = new TaskCompletionSource();
        Task joined;
        using (RunLock.Take(new RunFolder(_program.Folder.File("s/trial-0001"))))
        {
            joined = _program.RunAsync($"sweep {Options} --out s --join", line =>
            {
                if (line.StartsWith("trial 0 ", StringComparison.Ordinal))
                {
                    trained.SetResult();
                }
            });
            await trained.Task;
            await Task.Delay(TimeSpan.FromSeconds(0.3));
            Assert.False(joined.IsCompleted);
        }

        await joined;
        Assert.Contains("trial 1 of 1: ", _program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said()
    {
        Assert.Contains("--trial one of them: give one of the two.", await _program.WrongAsync("sweep --join --trial 1"), StringComparison.Ordinal);
        Assert.Contains("--force empties it: give one of the two.", await _program.WrongAsync("sweep --join --force"), StringComparison.Ordinal);
        Assert.Contains("--trial is 13. Allowed: 0, the experiment as it stands, to 12.", await _program.WrongAsync("sweep --trial 13"), StringComparison.Ordinal);
        Assert.Contains("--processes is 0. Allowed: 1 to 256.", await _program.WrongAsync("sweep --processes 0"), StringComparison.Ordinal);
        Assert.Contains("There is no sweep of Small in ", await _program.WrongAsync("sweep --resume"), StringComparison.Ordinal);
        await _program.OkAsync($"sweep {Quick} --trial 0");
        Assert.Contains("The sweep in ", await _program.WrongAsync("sweep --no-check --resume"), StringComparison.Ordinal);
        Assert.Contains("has a sweep. Choose another folder", await _program.WrongAsync($"sweep {Quick} --out runs/Small/sweep"), StringComparison.Ordinal);
        Assert.Contains("error I2MOE738: 'training.learning' is no path", await _program.WrongAsync("sweep --set sweep.space={~training.learning:~{~log:~[0.1,~1]~}~}"), StringComparison.Ordinal);
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        Assert.Contains("Small states no sweep.", await _program.WrongAsync("sweep"), StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    // But for the time that they took.
    private string[] Trials(string folder) => [.. _program.ReadCsv($"{folder}/trials.csv").Select(row => string.Join(',', row.Where((_, column) => column != 6)))];
}
