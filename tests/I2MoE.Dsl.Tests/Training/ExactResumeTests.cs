using I2MoE.Dsl.Models;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>With every option of training a run that is interrupted and resumed equals one that is not, bit for bit.</summary>
public sealed class ExactResumeTests
{
    // 84 samples for training in batches of 16: 6 steps an epoch.
    private static readonly TrainingOptions s_declared = new() { Epochs = 4, BatchSize = 16, LearningRate = 1e-2 };

    private const string Plain = "none";

    private static readonly Dictionary<string, TrainingOptions> s_options = new()
    {
        ["early stopping"] = s_declared with { StopPatience = 2, StopMetric = ValidationMetric.Accuracy, Epochs = 12 },
        ["the best epoch by AUROC"] = s_declared with { BestMetric = ValidationMetric.Auroc },
        ["an exponential moving average"] = s_declared with { Average = WeightAveraging.Ema, AverageDecay = 0.9 },
        ["a stochastic weight average"] = s_declared with { Average = WeightAveraging.Swa, AverageStart = 0.25 },
        ["accumulation"] = s_declared with { BatchSize = 8, Accumulation = 4 },
        ["balanced samples"] = s_declared with { Sampling = Sampling.Balanced },
        ["label smoothing and focal loss"] = s_declared with { LabelSmoothing = 0.1, Focal = 2 },
        ["the best effort at steps that are not finite"] = s_declared with { NotFinite = NotFiniteHandling.Skip },
        ["adamw"] = s_declared with { Optimizer = OptimizerKind.Adamw, WeightDecay = 0.1 },
        ["sgd"] = s_declared with { Optimizer = OptimizerKind.Sgd, Momentum = 0.9, LearningRate = 0.05 },
        ["betas"] = s_declared with { Beta1 = 0.5, Beta2 = 0.9, Epsilon = 1e-3 },
        ["a learning rate of the encoders"] = s_declared with { EncoderLearningRate = 1e-4 },
        ["linear"] = s_declared with { Schedule = ScheduleKind.Linear },
        ["cosine with a warm-up"] = s_declared with { Schedule = ScheduleKind.Cosine, Warmup = 0.4 },
        ["one cycle"] = s_declared with { Schedule = ScheduleKind.OneCycle },
        ["step"] = s_declared with { Schedule = ScheduleKind.Step, ScheduleEvery = 1, ScheduleFactor = 0.5 },
        ["plateau"] = s_declared with { Schedule = ScheduleKind.Plateau, SchedulePatience = 0, LearningRate = 0.05 },
    };

    // Runs in one go: each is compared with several others.
    private static readonly Dictionary<string, Task<ComparedRun>> s_whole = [];

    public static TheoryData<string> Names => [.. s_options.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_run_with_the_option_resumes(string name) => await (await WholeAsync(name)).AssertResumedAsync(Create, s_options[name], new TrainerOptions(), [6, 9]);

    // The best epoch may be the same by another metric.
    public static TheoryData<string> Telling => [.. s_options.Keys.Where(name => !name.StartsWith("the best", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Telling))]
    public async Task The_option_changes_the_run(string name)
    {
        ComparedRun plain = await WholeAsync(Plain);
        ComparedRun other = await WholeAsync(name);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ComparedRun.AssertSame(plain, other));
    }

    public static TheoryData<string> Within => [.. s_options.Keys.Where((_, place) => LongTests.AreWanted || place % 3 == 0)];

    [Theory]
    [MemberData(nameof(Within))]
    public async Task A_run_resumes_within_an_epoch(string name) =>
        await (await WholeAsync(name)).AssertResumedAsync(Create, s_options[name] with { CheckpointEvery = 1e-9 }, new TrainerOptions(), [3, 5, 6]);

    [Fact]
    public async Task A_run_that_is_cancelled_within_its_first_epoch_resumes_there()
    {
        using TemporaryFolder folder = new();
        TrainerOptions kept = new() { Checkpoint = new CheckpointOptions { Folder = folder.Path, Resume = true } };
        TrainingOptions declared = s_declared with { CheckpointEvery = 3600 };
        ComparedRun expected = await WholeAsync(Plain);
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ComparedRun.Of(Create, declared, kept, step => Cancel(step == 3, cancellation), cancellation.Token));
        int steps = 0;
        ComparedRun.AssertSame(expected, await ComparedRun.Of(Create, declared, kept, _ => steps++));

        // The first step is computed again to see that it is the same run; four of 24 were made.
        Assert.Equal(1 + 20, steps);
    }

    [Fact]
    public async Task A_run_stops_when_its_time_is_up_and_goes_on_with_more()
    {
        using TemporaryFolder folder = new();
        TrainerOptions kept = new() { Checkpoint = new CheckpointOptions { Folder = folder.Path, Resume = true } };
        ComparedRun expected = await WholeAsync(Plain);
        ComparedRun stopped = await ComparedRun.Of(Create, s_declared with { TimeLimit = 1e-6 }, kept);
        Assert.Equal("the time limit of 0:00:00 was reached", stopped.Result.StopReason?.Replace("0:00:00.000001", "0:00:00", StringComparison.Ordinal));
        Assert.Single(stopped.Result.Epochs);
        ComparedRun.AssertSame(expected, await ComparedRun.Of(Create, s_declared, kept));
    }

    [Fact]
    public async Task More_epochs_of_a_schedule_that_is_drawn_over_them_are_another_run()
    {
        using TemporaryFolder folder = new();
        TrainerOptions kept = new() { Checkpoint = new CheckpointOptions { Folder = folder.Path, Resume = true } };
        await ComparedRun.Of(Create, s_options["linear"], kept);
        CheckpointException refused = await Assert.ThrowsAsync<CheckpointException>(() => ComparedRun.Of(Create, s_options["linear"], kept with { Epochs = 6 }));
        Assert.Contains("Epochs, over all of which the schedule of the learning rate or the average is drawn, was 4 and is 6", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_observer_goes_on_with_its_state()
    {
        using TemporaryFolder folder = new();
        ComparedRun expected;
        long count;
        using (var observer = new CountingObserver())
        {
            expected = await ComparedRun.Of(Create, s_declared, new TrainerOptions { Observers = [observer] });
            count = observer.Count;
            Assert.Equal(24, count);
        }

        TrainerOptions Kept(ITrainingObserver observer) => new() { Observers = [observer], Checkpoint = new CheckpointOptions { Folder = folder.Path, Resume = true } };
        using (var observer = new CountingObserver())
        {
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => ComparedRun.Of(Create, s_declared, Kept(observer), step => _ = step == 14 ? throw new InvalidTimeZoneException() : step));
        }

        using (var observer = new CountingObserver())
        {
            ComparedRun.AssertSame(expected, await ComparedRun.Of(Create, s_declared, Kept(observer)));
            Assert.Equal(count, observer.Count);
        }
    }

    private static void Cancel(bool isMeant, CancellationTokenSource cancellation)
    {
        if (isMeant)
        {
            cancellation.Cancel();
        }
    }

    private static MultimodalModel Create(long seed) => new SmallTransformer(seed);

    // How often checkpoints are written says nothing to a run that writes none.
    private static Task<ComparedRun> WholeAsync(string name)
    {
        if (!s_whole.TryGetValue(name, out Task<ComparedRun>? run))
        {
            s_whole[name] = run = ComparedRun.Of(Create, name == Plain ? s_declared : s_options[name], new TrainerOptions());
        }

        return run;
    }

    private sealed class CountingObserver : ITrainingObserver, IDisposable
    {
        private readonly torch.Tensor _count = torch.zeros(1, dtype: torch.int64).DetachFromDisposeScope();

        public string Name => "counting";

        public IEnumerable<KeyValuePair<string, torch.Tensor>> State => [KeyValuePair.Create("count", _count)];

        public long Count => _count.item<long>();

        public void Begin(MultimodalModel model)
        {
        }

        public void Stepped(MultimodalModel model, long step)
        {
            _count.add_(1);
            Assert.Equal(step, Count);
        }

        public void Validating(MultimodalModel model, int epoch)
        {
        }

        public void Validated(MultimodalModel model, EpochResult epoch)
        {
        }

        public void Dispose() => _count.Dispose();
    }
}
