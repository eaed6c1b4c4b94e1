using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Encoders;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>A run that is interrupted and resumed equals one that is not, bit for bit.</summary>
[Collection(ProcessWide.Name)]
public sealed class CheckpointTests
{
    private const int Epochs = 5;

    // 84 samples for training in batches of 16.
    private const int StepsPerEpoch = 6;

    private static readonly Dictionary<string, Func<long, MultimodalModel>> s_models = new()
    {
        ["transformer"] = seed => new SmallTransformer(seed),
        ["running statistics"] = seed => new SmallMedia(seed),
        ["switch"] = seed => new SmallSwitch(seed),
        ["moepp"] = seed => new SmallMoePlusPlus(seed),
        ["interpretcc"] = seed => new SmallInterpretCc(seed),
        ["masked modalities"] = seed => new SmallLayout(seed),
        ["labels"] = seed => new SmallMultiLabel(seed),
        ["number"] = seed => new SmallRegression(seed),
        ["baseline"] = seed => SmallSwitch.CreateBaseline(seed),
    };

    private static readonly Dictionary<string, Task<Run>> s_whole = [];

    public static TheoryData<string, int> Interruptions
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string model in s_models.Keys)
            {
                data.Add(model, StepsPerEpoch);
                data.Add(model, (3 * StepsPerEpoch) + 2);
            }

            // Before the first step of an epoch, within one, before the last step of the run.
            foreach (int step in new[] { StepsPerEpoch + 1, 2 * StepsPerEpoch, (4 * StepsPerEpoch) + 5 })
            {
                data.Add("transformer", step);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task A_run_that_fails_at_a_step_and_is_resumed_equals_one_that_does_not(string model, int step)
    {
        using TemporaryFolder folder = new();
        Run expected = await WholeAsync(model);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => RunAsync(model, Kept(folder), at => ThrowAt(step, at)));
        Run resumed = await RunAsync(model, Kept(folder, resume: true));
        AssertSame(expected, resumed);
        Assert.Equal(step / StepsPerEpoch, resumed.Result.ResumedEpochs);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_in_every_epoch_equals_one_that_is_not()
    {
        using TemporaryFolder folder = new();
        Run expected = await WholeAsync("transformer");
        for (int epoch = 1; epoch < Epochs; epoch++)
        {
            using var cancellation = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(
                "transformer",
                Kept(folder, resume: true),
                at => CancelAt(StepsPerEpoch + 2, at, cancellation),
                cancellationToken: cancellation.Token));
        }

        Run resumed = await RunAsync("transformer", Kept(folder, resume: true));
        AssertSame(expected, resumed);
        Assert.Equal(Epochs - 1, resumed.Result.ResumedEpochs);
    }

    [Fact]
    public async Task A_process_that_is_killed_can_be_resumed()
    {
        using TemporaryFolder folder = new();
        int killedAfter = await KilledRun.StartAndKillAsync(folder.Path, epochs: 3);
        TrainerOptions options = KilledRun.Options(folder.Path) with { Epochs = killedAfter + 10 };
        Run expected = await RunAsync("transformer", options with { Checkpoint = null });
        Run resumed = await RunAsync("transformer", options with { Checkpoint = options.Checkpoint! with { Resume = true } });
        AssertSame(expected, resumed);
        Assert.InRange(resumed.Result.ResumedEpochs, killedAfter, killedAfter + 10);
    }

    [Fact]
    public async Task Without_a_checkpoint_a_resumed_run_begins_anew()
    {
        using TemporaryFolder folder = new();
        Run expected = await WholeAsync("transformer");
        Run resumed = await RunAsync("transformer", Kept(folder, resume: true));
        AssertSame(expected, resumed);
        Assert.Equal(0, resumed.Result.ResumedEpochs);
    }

    [Fact]
    public async Task A_run_that_is_not_resumed_begins_anew_and_replaces_the_checkpoint()
    {
        using TemporaryFolder folder = new();
        await RunAsync("transformer", Kept(folder) with { Seed = 8 });
        Run expected = await WholeAsync("transformer");
        AssertSame(expected, await RunAsync("transformer", Kept(folder)));
        AssertSame(expected, await RunAsync("transformer", Kept(folder, resume: true)));
    }

    [Fact]
    public async Task A_finished_run_returns_its_result_without_a_step()
    {
        using TemporaryFolder folder = new();
        Run expected = await RunAsync("running statistics", Kept(folder));
        int steps = 0;
        Run resumed = await RunAsync("running statistics", Kept(folder, resume: true), _ => steps++);
        AssertSame(expected, resumed);
        Assert.Equal(expected.Result.Duration.TotalSeconds, resumed.Result.Duration.TotalSeconds, 0.5);

        // The first step is computed again, to see that it is the same run.
        Assert.Equal(1, steps);
    }

    [Fact]
    public async Task A_run_can_go_on_for_more_epochs()
    {
        using TemporaryFolder folder = new();
        Run expected = await RunAsync("transformer", new TrainerOptions { Epochs = Epochs + 3 });
        await RunAsync("transformer", Kept(folder));
        AssertSame(expected, await RunAsync("transformer", Kept(folder, resume: true) with { Epochs = Epochs + 3 }));
    }

    [Fact]
    public async Task What_a_killed_run_left_half_written_is_removed()
    {
        using TemporaryFolder folder = new();
        folder.Write("checkpoint.safetensors.x1y2z3.tmp", "half");
        folder.Write("notes.tmp", "mine");
        await RunAsync("transformer", Kept(folder));
        Assert.Equal(["checkpoint.safetensors", "notes.tmp"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    public async Task Another_number_of_threads_is_a_warning(int before, int now, bool isWarned)
    {
        using TemporaryFolder folder = new();
        int threads = torch.get_num_threads();
        try
        {
            torch.set_num_threads(before);
            await RunAsync("number", Kept(folder));
            torch.set_num_threads(now);
            var logger = new WarningLogger();
            await RunAsync("number", Kept(folder, resume: true) with { Logger = logger });
            Assert.Equal(isWarned ? ["The checkpoint was computed on cpu with 1 thread(s), and this run is on cpu with 2 thread(s):"] : [], logger.Warnings.Select(warning => warning[..(warning.IndexOf(':', StringComparison.Ordinal) + 1)]));
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    [Fact]
    public async Task Checkpoints_leave_no_tensor_behind()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using TemporaryFolder folder = new();
        List<long> live = [];
        await RunAsync("running statistics", Kept(folder), progress: report => live.AddRange(report.Completed is null ? [] : [torch.Tensor.TotalCount]));
        Assert.Equal(live[1], live[^1]);
    }

    internal static Task TrainAsync(string model, TrainerOptions options, Action<TrainingProgress> progress) => RunAsync(model, options, progress: progress);

    // The run in one go, with which several are compared.
    private static Task<Run> WholeAsync(string model)
    {
        if (!s_whole.TryGetValue(model, out Task<Run>? run))
        {
            s_whole[model] = run = RunAsync(model, new TrainerOptions());
        }

        return run;
    }

    private static TrainerOptions Kept(TemporaryFolder folder, bool resume = false) => new() { Checkpoint = new CheckpointOptions { Folder = folder.Path, Resume = resume } };

    private static void ThrowAt(int step, int at)
    {
        if (step == at)
        {
            throw new InvalidTimeZoneException();
        }
    }

    private static void CancelAt(int step, int at, CancellationTokenSource cancellation)
    {
        if (step == at)
        {
            cancellation.Cancel();
        }
    }

    private static async Task<Run> RunAsync(
        string model, TrainerOptions options, Action<int>? onStep = null, Action<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var declared = new TrainingOptions { Epochs = Epochs, BatchSize = 16, LearningRate = 1e-2, WeightDecay = 1e-3, GradientClipping = 1 };
        using Trainer<WatchedModel> trainer = new(seed => new WatchedModel(s_models[model](seed), onStep ?? (_ => { })), declared, options);
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        Assert.Equal(84, data.Train.Count);
        FitResult result = await trainer.FitAsync(data, progress is null ? null : new ImmediateProgress(progress), cancellationToken);
        return new Run(result, ModelState.Of(trainer.Model).ToDictionary(pair => pair.Key, pair => pair.Value.detach().bytes.ToArray()));
    }

    private static void AssertSame(Run expected, Run actual)
    {
        Assert.Equal(expected.State.Keys, actual.State.Keys);
        Assert.All(expected.State.Keys, name => Assert.True(expected.State[name].SequenceEqual(actual.State[name]), name));
        Assert.Equal(expected.Result.Epochs.Select(Describe), actual.Result.Epochs.Select(Describe));
        Assert.Equal(Describe(expected.Result.Best), Describe(actual.Result.Best));
    }

    // All but the time it took.
    private static string Describe(EpochResult epoch) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{epoch.Epoch} {epoch.IsBest} {string.Join(' ', epoch.Losses)} {epoch.Validation.GetType().Name} {string.Join(' ', epoch.Validation.Values)}");

    private sealed record Run(FitResult Result, Dictionary<string, byte[]> State);

    private sealed class ImmediateProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
