using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

[Collection(ProcessWide.Name)]
public sealed class TrainerTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_weights_bit_for_bit_and_another_seed_gives_others()
    {
        List<byte[]> first = await TrainedWeightsAsync(seed: 1);
        Assert.Equal(first, await TrainedWeightsAsync(seed: 1));
        Assert.NotEqual(first, await TrainedWeightsAsync(seed: 2));
    }

    [Fact]
    public async Task The_global_generator_neither_matters_nor_moves()
    {
        torch.random.manual_seed(1);
        List<byte[]> first = await TrainedWeightsAsync(seed: 1);
        long afterwards = torch.randint(1_000_000_000, 1).item<long>();
        torch.random.manual_seed(1);
        Assert.Equal(torch.randint(1_000_000_000, 1).item<long>(), afterwards);
        torch.random.manual_seed(2);
        Assert.Equal(first, await TrainedWeightsAsync(seed: 1));
    }

    public static TheoryData<string> Fusions => [.. SmallFusions.Names];

    [Theory]
    [MemberData(nameof(Fusions))]
    public void The_number_of_live_tensors_is_the_same_after_step_10_and_step_60(string fusion)
    {
        // What other tests left to the garbage collector must not be counted; inside the loop nothing may be left to it.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using InteractionModel model = SmallFusions.Create(fusion);
        using MultimodalDataset data = SmallData.For(model.Description);
        using torch.optim.Optimizer adam = torch.optim.Adam(model.parameters());
        long afterTen = 0;
        for (int step = 1; step <= 60; step++)
        {
            using (torch.NewDisposeScope())
            {
                LossTerms losses = model.ComputeLosses(data.ToBatch(model.Description.ModalityNames, [0, 1, 2, 3]), new StepRandom(0, 1, step));
                adam.zero_grad();
                losses.Total.backward();
                adam.step();
            }

            using (torch.NewDisposeScope())
            using (ModelOutput output = model.Infer(SmallData.Batch(model.Description, 3)))
            {
                Assert.Equal(3, output.Prediction.shape[0]);
            }

            afterTen = step == 10 ? torch.Tensor.TotalCount : afterTen;
        }

        Assert.Equal(afterTen, torch.Tensor.TotalCount);
    }

    [Fact]
    public async Task Training_learns_and_returns_to_the_best_epoch()
    {
        using Trainer<SmallTransformer> trainer = SmallTransformer.CreateTrainer(new TrainerOptions { Epochs = 12 });
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        FitResult fit = await trainer.FitAsync(data);

        Assert.Equal(12, fit.Epochs.Count);
        Assert.Equal(fit.Epochs.Max(epoch => epoch.Validation.Score.Value), fit.Best.Validation.Score.Value);
        Assert.Equal(fit.Best.Validation.Loss, trainer.Evaluate(data.Validation).Classification.LogLoss);
        Assert.InRange(trainer.Evaluate(data.Test).Classification.Accuracy, 0.75, 1);
        Assert.True(fit.Epochs[^1].Losses[0].Value < fit.Epochs[0].Losses[0].Value);
        Assert.Equal(["Total", "Task", "Interaction", "UniqueLeft", "UniqueRight", "Synergy", "Redundancy"], fit.Best.Losses.Select(loss => loss.Name));
    }

    [Fact]
    public async Task The_baseline_learns_from_the_same_declaration()
    {
        using Trainer<VanillaModel> trainer = SmallConcat.CreateBaselineTrainer(new TrainerOptions { Epochs = 12 });
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        await trainer.FitAsync(data);
        EvaluationResult result = trainer.Evaluate(data.Test);
        Assert.InRange(result.Classification.Accuracy, 0.75, 1);
        Assert.Empty(result.MeanWeights);
    }

    [Fact]
    public async Task Cancelling_ends_the_run_within_a_step()
    {
        using Trainer<SmallTransformer> trainer = SmallTransformer.CreateTrainer(new TrainerOptions { Epochs = 100_000 });
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        using var cancellation = new CancellationTokenSource();
        var progress = new ImmediateProgress(report => cancellation.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.FitAsync(data, progress, cancellation.Token));
        trainer.Evaluate(data.Test);
    }

    [Fact]
    public async Task Progress_hears_of_every_epoch_in_order()
    {
        using Trainer<SmallConcat> trainer = SmallConcat.CreateTrainer();
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        var reports = new List<TrainingProgress>();
        FitResult fit = await trainer.FitAsync(data, new ImmediateProgress(reports.Add));
        Assert.Equal(fit.Epochs, reports.Select(report => report.Completed).OfType<EpochResult>());
        Assert.Equal(TimeSpan.Zero, reports[^1].Remaining);
        Assert.All(reports, report => Assert.InRange(report.Step, 1, report.StepsPerEpoch));
    }

    [Fact]
    public async Task A_run_that_diverges_says_so()
    {
        using Trainer<SmallConcat> trainer = SmallConcat.CreateTrainer(new TrainerOptions { LearningRate = 1, Epochs = 400 });
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        TrainingException error = await Assert.ThrowsAsync<TrainingException>(() => trainer.FitAsync(data, new ImmediateProgress(Diverge)));
        Assert.Matches("^The \\w+ loss became NaN or infinite in step 1 of epoch 2: first broke the parameter '[\\w.]+', in the step before\\. Lower the learning rate \\(now 1\\)", error.Message);

        void Diverge(TrainingProgress report)
        {
            using IDisposable noGradients = torch.no_grad();
            if (report.Completed is not null)
            {
                trainer.Model.parameters().First().fill_(float.PositiveInfinity);
            }
        }
    }

    [Fact]
    public async Task A_trainer_trains_once()
    {
        using Trainer<SmallConcat> trainer = SmallConcat.CreateTrainer(new TrainerOptions { Epochs = 1 });
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        await trainer.FitAsync(data);
        await Assert.ThrowsAsync<InvalidOperationException>(() => trainer.FitAsync(data));
    }

    private static async Task<List<byte[]>> TrainedWeightsAsync(long seed)
    {
        using Trainer<SmallTransformer> trainer = SmallTransformer.CreateTrainer(new TrainerOptions { Seed = seed });
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        await trainer.FitAsync(data);
        return [.. trainer.Model.parameters().Select(parameter => parameter.detach().bytes.ToArray())];
    }

    private sealed class ImmediateProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
