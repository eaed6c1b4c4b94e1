using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Training.Stopping;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>When a run ends, and what is kept of it.</summary>
[Collection(ProcessWide.Name)]
public sealed class SelectionTests
{
    [Theory]
    [InlineData(new[] { 0.5, 0.6, 0.7 }, 2, 0.0, null)]
    [InlineData(new[] { 0.5, 0.7, 0.6, 0.7 }, 2, 0.0, "the AUROC on the validation part has made no progress for 2 epochs since 0.7 in epoch 2")]
    [InlineData(new[] { 0.5, 0.7, 0.75, 0.78 }, 2, 0.1, "the AUROC on the validation part has made no progress for 2 epochs since 0.7 in epoch 2")]
    [InlineData(new[] { 0.5, 0.7, 0.75, 0.81 }, 2, 0.1, null)]
    [InlineData(new[] { double.NaN, 0.2, double.NaN }, 2, 0.0, null)]
    public void Patience_is_counted_since_the_last_progress(double[] areas, int patience, double minDelta, string? reason)
    {
        TaskMetrics[] validations = [.. areas.Select(area => new MultiLabelMetrics(0, 0, 0, area, 0))];
        Assert.Equal(reason, new PatienceRule(patience, ValidationMetric.Auroc, minDelta).Reason(new StopPoint(validations, TimeSpan.Zero)));
    }

    [Fact]
    public void Less_of_a_loss_is_progress()
    {
        TaskMetrics[] validations = [.. new[] { 1.0, 0.8, 0.9, 0.85 }.Select(loss => new MultiLabelMetrics(0, 0, 0, 0, loss))];
        Assert.Null(new PatienceRule(3, ValidationMetric.Loss, 0).Reason(new StopPoint(validations, TimeSpan.Zero)));
        Assert.NotNull(new PatienceRule(2, ValidationMetric.LogLoss, 0).Reason(new StopPoint(validations, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_run_says_why_it_stopped()
    {
        ComparedRun run = await ComparedRun.Of(Create, Declared with { Epochs = 40, StopPatience = 1, StopMetric = ValidationMetric.Accuracy }, new TrainerOptions());
        Assert.InRange(run.Result.Epochs.Count, 2, 39);
        Assert.StartsWith("the accuracy on the validation part has made no progress for 1 epoch since ", run.Result.StopReason, StringComparison.Ordinal);
        Assert.Null((await ComparedRun.Of(Create, Declared, new TrainerOptions())).Result.StopReason);
    }

    [Fact]
    public async Task The_least_loss_may_choose_another_epoch_than_the_score()
    {
        FitResult fit = (await ComparedRun.Of(Create, Declared with { Epochs = 12, BestMetric = ValidationMetric.LogLoss }, new TrainerOptions())).Result;
        Assert.Equal(fit.Epochs.MinBy(epoch => epoch.Validation.Loss)!.Epoch, fit.Best.Epoch);
    }

    [Fact]
    public async Task The_weights_of_the_best_epochs_are_kept_as_files()
    {
        using TemporaryFolder folder = new();
        string mine = folder.Write("epoch-mine.safetensors", "not written by a run");
        TrainingOptions declared = Declared with { Epochs = 6, BestMetric = ValidationMetric.Loss, BestKeep = 2 };
        FitResult fit = (await ComparedRun.Of(Create, declared, new TrainerOptions { Checkpoint = new CheckpointOptions { Folder = folder.Path } })).Result;
        IEnumerable<string> expected = fit.Epochs.OrderBy(epoch => epoch.Validation.Loss).Take(2).Select(epoch => $"epoch-{epoch.Epoch:0000}.safetensors").Order(StringComparer.Ordinal);
        Assert.True(File.Exists(mine));
        Assert.Equal(expected, Directory.GetFiles(folder.Path, "epoch-0*").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(WeightAveraging.Ema)]
    [InlineData(WeightAveraging.Swa)]
    public void An_average_is_that_of_AveragedModel(WeightAveraging kind)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallTransformer(seed: 1);
        using var average = new WeightAverage(new TrainingOptions { Average = kind, AverageDecay = 0.3, AverageStart = 0.5, Epochs = 8 });
        average.Begin(model);
        KeyValuePair<string, torch.Tensor> watched = ModelState.Of(model).First();
        using torch.Generator generator = new(5);
        double[]? expected = null;
        int updates = 0;
        for (int epoch = 1; epoch <= 8; epoch++)
        {
            using (torch.no_grad())
            {
                watched.Value.copy_(torch.randn(watched.Value.shape, generator: generator));
            }

            double[] trained = Numbers(watched.Value);
            average.Stepped(model, epoch);

            // The documentation's: ema = decay * ema + (1 - decay) * p; swa = swa + (p - swa) / (n + 1). Both begin with a copy. The decay rises as that of
            // TensorFlow's ExponentialMovingAverage: (1 + n) / (10 + n), at most the declared one, which is reached within these eight updates.
            bool isUpdated = kind == WeightAveraging.Ema || epoch > 4;
            if (isUpdated)
            {
                double share = updates == 0 ? 1 : kind == WeightAveraging.Ema ? 1 - Math.Min(0.3, (1.0 + updates) / (10.0 + updates)) : 1.0 / (updates + 1);
                expected = [.. trained.Select((value, i) => (expected is null ? 0 : expected[i] * (1 - share)) + (value * share))];
                updates++;
            }

            average.Validating(model, epoch);
            double[] validated = Numbers(watched.Value);
            Assert.All(validated.Zip(expected ?? trained), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
            average.Validated(model, epoch: null!);
            Assert.Equal(trained, Numbers(watched.Value));
        }
    }

    [Fact]
    public void A_short_run_is_not_averaged_with_what_it_began_with()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallTransformer(seed: 1);
        using var average = new WeightAverage(new TrainingOptions { Average = WeightAveraging.Ema, AverageDecay = 0.999 });
        average.Begin(model);
        torch.Tensor watched = ModelState.Of(model).First().Value;
        for (int step = 1; step <= 50; step++)
        {
            using (torch.no_grad())
            {
                watched.fill_((double)step);
            }

            average.Stepped(model, step);
        }

        // With 0.999 from the beginning it would be 2.2, beside the first value.
        average.Validating(model, epoch: 1);
        Assert.InRange(watched.flatten()[0].item<float>(), 40, 50);
    }

    [Fact]
    public async Task An_average_leaves_no_tensor_behind()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var counter = new TensorCounter();
        await ComparedRun.Of(Create, Declared with { Average = WeightAveraging.Ema, Epochs = 5 }, new TrainerOptions { Observers = [counter] });
        Assert.Equal(counter.Counts[1], counter.Counts[^1]);
    }

    private static TrainingOptions Declared => new() { Epochs = 4, BatchSize = 16, LearningRate = 1e-2 };

    private static MultimodalModel Create(long seed) => new SmallTransformer(seed);

    private static double[] Numbers(torch.Tensor tensor) => [.. tensor.detach().to_type(torch.float64).data<double>()];

    private sealed class TensorCounter : ITrainingObserver
    {
        public List<long> Counts { get; } = [];

        public string Name => "counter";

        public IEnumerable<KeyValuePair<string, torch.Tensor>> State => [];

        public void Begin(MultimodalModel model)
        {
        }

        public void Stepped(MultimodalModel model, long step)
        {
        }

        public void Validating(MultimodalModel model, int epoch)
        {
        }

        public void Validated(MultimodalModel model, EpochResult epoch) => Counts.Add(torch.Tensor.TotalCount);
    }
}
