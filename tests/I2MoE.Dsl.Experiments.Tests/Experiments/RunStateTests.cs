using System.Globalization;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Experiments.Runs;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Training.Stopping;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>A run folder says the truth at every moment: after a refusal, a cancellation, damage, and while somebody trains in it.</summary>
public sealed class RunStateTests : IDisposable
{
    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public RunStateTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Fact]
    public async Task A_refused_resume_leaves_the_run_as_it_was()
    {
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");
        Dictionary<string, byte[]> before = Files("run");
        _program.Folder.Write("small.csv", SmallExperiment.Csv().Replace("red,", "blue,", StringComparison.Ordinal));
        Assert.Contains("The data have changed since the run", await _program.WrongAsync("train --quiet --resume --out run --set training.epochs=2"), StringComparison.Ordinal);
        Assert.Equal(before, Files("run"));
        _program.Folder.Write("small.csv", SmallExperiment.Csv());
        string checkpoint = _program.Folder.File("run/checkpoint/checkpoint.safetensors");
        byte[] whole = File.ReadAllBytes(checkpoint);
        File.WriteAllBytes(checkpoint, whole[..^1]);
        await _program.WrongAsync("train --quiet --resume --out run --set training.epochs=2");
        File.WriteAllBytes(checkpoint, whole);
        Assert.Equal(before, Files("run"));
        await _program.OkAsync("evaluate --run run");
        await _program.OkAsync("train --quiet --resume --out run --set training.epochs=2");
    }

    [Fact]
    public async Task A_folder_in_which_somebody_trains_is_refused()
    {
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");
        string process = string.Create(CultureInfo.InvariantCulture, $"is being trained by process {Environment.ProcessId}.");
        using (RunLock.Take(new RunFolder(_program.Folder.File("run"))))
        {
            Assert.Contains(process, await _program.WrongAsync("train --out run --force"), StringComparison.Ordinal);
            Assert.Contains(process, await _program.WrongAsync("train --out run --resume --set training.epochs=2"), StringComparison.Ordinal);
            await _program.OkAsync("evaluate --run run");
        }

        Assert.False(File.Exists(_program.Folder.File("run/run.lock")));
        await _program.OkAsync("train --quiet --resume --out run --set training.epochs=2");
        Assert.False(File.Exists(_program.Folder.File("run/run.lock")));
    }

    [Fact]
    public async Task The_next_free_folder_is_not_one_in_which_a_run_begins()
    {
        using RunLock taken = RunLock.Take(new RunFolder(_program.Folder.File("runs/Small/seed-0")));
        await _program.OkAsync("train --quiet --set training.epochs=1");
        Assert.True(File.Exists(_program.Folder.File("runs/Small/seed-0-2/weights.safetensors")));
    }

    [Fact]
    public async Task A_lock_of_a_process_that_has_ended_is_in_nobodys_way()
    {
        string own = Environment.MachineName;
        Directory.CreateDirectory(_program.Folder.File("run"));
        _program.Folder.Write("run/run.lock", $$"""{"process":{{int.MaxValue}},"started":"2026-01-01T00:00:00+00:00","machine":"{{own}}"}""");
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");

        // The number of this process, but another's start.
        _program.Folder.Write("run/run.lock", $$"""{"process":{{Environment.ProcessId}},"started":"2026-01-01T00:00:00+00:00","machine":"{{own}}"}""");
        await _program.OkAsync("train --quiet --resume --set training.epochs=2 --out run");
        _program.Folder.Write("run/run.lock", "not whole");
        await _program.OkAsync("train --quiet --resume --set training.epochs=3 --out run");
    }

    [Fact]
    public void A_lock_that_another_machine_took_over_is_lost_and_stays_that_machines()
    {
        var run = new RunFolder(_program.Folder.File("run"));
        using (RunLock taken = RunLock.Take(run))
        {
            Assert.Null(RunLock.TryTake(run));
            Assert.False(taken.IsLost);
            Assert.Null(new LostFolderRule(run, taken).Reason(new StopPoint([], TimeSpan.Zero)));

            // As where this process stood still for minutes, on a file system without locks.
            string others = _program.Folder.Write("others.lock", """{"process":7,"started":"2026-01-01T00:00:00+00:00","machine":"elsewhere"}""");
            File.Move(others, run.File(RunLock.Name), overwrite: true);
            Assert.True(taken.IsLost);
            string lost = Assert.Throws<ExperimentException>(() => new LostFolderRule(run, taken).Reason(new StopPoint([], TimeSpan.Zero))).Message;
            Assert.StartsWith("Another process has taken the run in ", lost, StringComparison.Ordinal);
        }

        Assert.Contains("elsewhere", File.ReadAllText(run.File(RunLock.Name)), StringComparison.Ordinal);
        Assert.Null(RunLock.TryTake(run));
    }

    [Fact]
    public void An_empty_lock_is_being_written_for_some_seconds()
    {
        var run = new RunFolder(_program.Folder.File("run"));
        Directory.CreateDirectory(run.Path);
        string file = _program.Folder.Write("run/run.lock", "");
        Assert.Null(RunLock.TryTake(run));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
        using RunLock? taken = RunLock.TryTake(run);
        Assert.NotNull(taken);
        Assert.True(taken.FollowsKilled);
    }

    [Fact]
    public async Task Of_many_that_take_a_folder_at_once_one_has_it()
    {
        var run = new RunFolder(_program.Folder.File("run"));
        for (int round = 0; round < 20; round++)
        {
            using var start = new Barrier(4);
            RunLock?[] taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return RunLock.TryTake(run);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Assert.Single(taken, one => one is not null);
            taken.Single(one => one is not null)!.Dispose();
        }
    }

    [Fact]
    public async Task A_process_of_another_machine_trains_as_long_as_it_renews_its_lock()
    {
        Directory.CreateDirectory(_program.Folder.File("run"));
        string file = _program.Folder.Write("run/run.lock", """{"process":7,"started":"2026-01-01T00:00:00+00:00","machine":"elsewhere"}""");
        string error = await _program.WrongAsync("train --out run");
        Assert.Contains("is being trained by process 7 on the machine elsewhere. If that has ended, wait 2 minutes or delete", error, StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-5));
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");
    }

    [Fact]
    public async Task A_cancelled_run_is_used_with_its_best_epoch_so_far()
    {
        await StopAsync("train --out run --set training.epochs=1000", "epoch 3/");
        string evaluated = await _program.OkAsync("evaluate --run run --out metrics.json");
        Assert.Contains("The run is cancelled after epoch 3; its best epoch so far, ", _program.Error, StringComparison.Ordinal);
        Assert.Contains("accuracy", evaluated, StringComparison.Ordinal);
        await _program.OkAsync("predict --run run");
        await _program.OkAsync("explain --run run --no-report");

        // A run of as many epochs has the same best one.
        await _program.OkAsync("train --quiet --out whole --set training.epochs=3");
        await _program.OkAsync("evaluate --run whole --out whole.json");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(_program.Read("metrics.json")), JsonNode.Parse(_program.Read("whole.json"))));
    }

    [Fact]
    public async Task A_run_without_an_epoch_leaves_nothing()
    {
        await StopAsync("train --out run", "42 training");
        Assert.False(Directory.Exists(_program.Folder.File("run")));
        await _program.OkAsync("train --quiet --out run --set training.epochs=1");
    }

    [Fact]
    public async Task The_test_evaluation_hears_Ctrl_C_and_the_run_goes_on_from_there()
    {
        await StopAsync("train --out run --set training.epochs=2", "epoch 2/2");
        Assert.Equal("cancelled", (string?)JsonNode.Parse(_program.Read("run/run.json"))!["status"]);
        await _program.OkAsync("train --quiet --resume --out run --set training.epochs=2");
        await _program.OkAsync("evaluate --run run");
    }

    [Theory]
    [InlineData("train --out run~one --force --set training.epochs=1000 --seed 4", "dotnet run -- train --out 'run one' --set training.epochs=1000 --seed 4 --resume")]
    [InlineData("train --set training.epochs=1000", "dotnet run -- train --set training.epochs=1000 --resume")]
    [InlineData("train --baseline --out=b --set training.epochs=1000", "dotnet run -- train --baseline --out b --set training.epochs=1000 --resume")]
    public async Task What_goes_on_is_told_as_it_must_be_typed(string commandLine, string resume)
    {
        await StopAsync(commandLine, "epoch 2/");
        Assert.Equal($"Cancelled. It goes on with: {resume}{Environment.NewLine}", _program.Error);
    }

    [Fact]
    public async Task A_study_that_was_stopped_goes_on()
    {
        await _program.OkAsync("train --quiet --seeds 0,1,2 --out whole --set training.epochs=2");
        await StopAsync("train --seeds 0,1,2 --out study --set training.epochs=2", "seed 1: epoch 1/2");
        Assert.False(Directory.Exists(_program.Folder.File("study/seed-2")));
        string output = await _program.OkAsync("train --quiet --seeds 0,1,2 --out study --set training.epochs=2 --resume");
        Assert.Contains("test, seeds 0, 1, 2", output, StringComparison.Ordinal);
        for (int seed = 0; seed < 3; seed++)
        {
            Assert.Equal(File.ReadAllBytes(_program.Folder.File($"whole/seed-{seed}/weights.safetensors")), File.ReadAllBytes(_program.Folder.File($"study/seed-{seed}/weights.safetensors")));
        }
    }

    [Theory]
    [InlineData("weights.safetensors")]
    [InlineData("preprocessing.json")]
    public async Task Files_that_were_damaged_exchanged_or_changed_are_refused(string name)
    {
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");
        await _program.OkAsync("train --quiet --set training.epochs=1 --out other --seed 1 --set data.split.seed=1");
        File.Copy(_program.Folder.File($"other/{name}"), _program.Folder.File($"run/{name}"), overwrite: true);
        string error = await _program.WrongAsync("evaluate --run run");
        Assert.Contains($"{name} is not the file that the run wrote: it was damaged, exchanged or changed since.", error, StringComparison.Ordinal);

        // On purpose.
        JsonNode record = JsonNode.Parse(_program.Read("run/run.json"))!;
        Assert.True(record["files"]!.AsObject().Remove(name));
        File.WriteAllText(_program.Folder.File("run/run.json"), record.ToJsonString());
        await _program.OkAsync("evaluate --run run");
    }

    [Theory]
    [InlineData("{}", "preprocessing.json: the file is damaged")]
    [InlineData("""{"class_names":["red","green"],"feature_names":null,"standardisation":null}""", "it has 2 class names, but Small has 3 outputs")]
    [InlineData("""{"class_names":null,"feature_names":null,"standardisation":null}""", "the experiment says standardise: true, but it has no standardisation")]
    [InlineData("""{"class_names":null,"feature_names":null,"standardisation":{"Left":{"mean":[0,0],"deviation":[1,1]}}}""", "modality Right has 3 features, and a mean and deviation of 0")]
    public async Task A_preprocessing_that_is_not_whole_is_refused(string text, string message)
    {
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");
        JsonNode record = JsonNode.Parse(_program.Read("run/run.json"))!;
        record["files"]!.AsObject().Remove("preprocessing.json");
        File.WriteAllText(_program.Folder.File("run/run.json"), record.ToJsonString());
        File.WriteAllText(_program.Folder.File("run/preprocessing.json"), text);
        Assert.Contains(message, await _program.WrongAsync("evaluate --run run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_experiment_of_a_run_repeats_it_from_anywhere()
    {
        await _program.OkAsync("train --quiet --set training.epochs=2 --out run");
        string elsewhere = _program.Folder.File("elsewhere");
        Directory.CreateDirectory(elsewhere);
        _program.Experiments = [ProgramRun.Define(_program.Read("run/experiment.yaml"))];
        _program.CurrentFolder = elsewhere;
        await _program.OkAsync("train --quiet --out again");
        Assert.Equal(File.ReadAllBytes(_program.Folder.File("run/weights.safetensors")), File.ReadAllBytes(_program.Folder.File("elsewhere/again/weights.safetensors")));
    }

    [Fact]
    public async Task A_run_that_moves_with_its_data_still_finds_them()
    {
        Directory.CreateDirectory(_program.Folder.File("a"));
        _program.Folder.Write("a/small.csv", SmallExperiment.Csv());
        File.Delete(_program.Folder.File("small.csv"));
        _program.CurrentFolder = _program.Folder.File("a");
        await StopAsync("train --out run --set training.epochs=3", "epoch 2/");
        _program.CurrentFolder = null;
        Directory.Move(_program.Folder.File("a"), _program.Folder.File("b"));
        _program.CurrentFolder = _program.Folder.File("b");
        await _program.OkAsync("train --quiet --resume --out run --set training.epochs=3");
        _program.CurrentFolder = null;
        Directory.Move(_program.Folder.File("b"), _program.Folder.File("c"));
        _program.CurrentFolder = _program.Folder.File("c");
        await _program.OkAsync("evaluate --run run");
        Assert.Contains("'smal.csv' does not exist", await _program.WrongAsync("evaluate --run run --set data.source.path=smal.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bfloat16_is_kept_with_the_run()
    {
        await _program.OkAsync("train --quiet --out run --set training.precision=bf16 --set training.epochs=2");
        await _program.OkAsync("evaluate --run run --out again.json");
        JsonNode trained = JsonNode.Parse(_program.Read("run/metrics.json"))!;
        JsonNode again = JsonNode.Parse(_program.Read("again.json"))!;
        Assert.True(JsonNode.DeepEquals(trained["test"], again["metrics"]));
        Assert.True(JsonNode.DeepEquals(trained["mean_weights"], again["mean_weights"]));
        await _program.OkAsync("predict --run run --out own.csv");
        await _program.OkAsync("predict --run run --set training.precision=fp32 --out other.csv");
        Assert.NotEqual(_program.Read("own.csv"), _program.Read("other.csv"));
    }

    [Fact]
    public async Task What_a_killed_process_had_begun_to_write_is_no_run()
    {
        Directory.CreateDirectory(_program.Folder.File("run"));
        _program.Folder.Write("run/experiment.yaml", "half");
        _program.Folder.Write("run/weights.safetensors.x1y2.tmp", "half");
        Assert.Contains("is not empty", await _program.WrongAsync("train --out run"), StringComparison.Ordinal);
        _program.Folder.Write("run/run.lock", $$"""{"process":{{int.MaxValue}},"started":"2026-01-01T00:00:00+00:00","machine":"{{Environment.MachineName}}"}""");
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");
        Assert.Empty(Directory.GetFiles(_program.Folder.File("run"), "*.tmp"));
    }

    [Fact]
    public async Task The_folder_is_tried_before_the_data_are_read()
    {
        File.Delete(_program.Folder.File("small.csv"));
        _program.Folder.Write("file", "");
        Assert.Contains("The run cannot be kept in ", await _program.WrongAsync("train --out file/run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_begin_leaves_no_run_behind()
    {
        Directory.CreateDirectory(_program.Folder.File("run"));
        _program.Folder.Write("run/checkpoint", "in the way of the folder");
        Assert.Contains("Checkpoints cannot be written to", await _program.WrongAsync("train --quiet --out run --force"), StringComparison.Ordinal);
        Assert.Equal(["checkpoint"], Directory.GetFileSystemEntries(_program.Folder.File("run")).Select(Path.GetFileName));
    }

    public void Dispose() => _program.Dispose();

    private Dictionary<string, byte[]> Files(string folder) => Directory.EnumerateFiles(_program.Folder.File(folder), "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).ToDictionary(file => file, File.ReadAllBytes);

    private async Task StopAsync(string commandLine, string line)
    {
        using CancellationTokenSource cancellation = new();
        await _program.RunAsync(commandLine, written => CancelAt(line, written, cancellation), cancellation.Token);
        Assert.True(_program.ExitCode == 130, $"{_program.ExitCode}{Environment.NewLine}{_program.Output}{_program.Error}");
    }

    private static void CancelAt(string line, string written, CancellationTokenSource cancellation)
    {
        if (written.Contains(line, StringComparison.Ordinal))
        {
            cancellation.Cancel();
        }
    }
}
