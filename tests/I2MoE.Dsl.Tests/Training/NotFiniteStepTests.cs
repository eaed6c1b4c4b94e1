using I2MoE.Dsl.Data;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Losses that become NaN or infinite after the first step.</summary>
public sealed class NotFiniteStepTests
{
    [Fact]
    public async Task The_run_stops_with_the_step_the_sample_the_term_and_the_part()
    {
        string message = (await Assert.ThrowsAsync<TrainingException>(() => TrainAsync(Declared))).Message;
        Assert.Matches("^The \\w+ loss became NaN or infinite in step [2-6] of epoch 1, at Sample \\d+: first broke the encoder of \\w+\\. Lower the learning rate", message);
    }

    [Fact]
    public async Task Skipping_leaves_the_step_out_and_counts_it()
    {
        FitResult fit = await TrainAsync(Declared with { NotFinite = NotFiniteHandling.Skip });
        Assert.Equal(Declared.Epochs, fit.SkippedSteps);
        Assert.All(fit.Epochs, epoch => Assert.All(epoch.Losses, loss => Assert.True(double.IsFinite(loss.Value))));
    }

    [Fact]
    public async Task Too_many_skipped_steps_stop_the_run()
    {
        TrainingOptions declared = Declared with { NotFinite = NotFiniteHandling.Skip, NotFiniteLimit = 2 };
        string message = (await Assert.ThrowsAsync<TrainingException>(() => TrainAsync(declared))).Message;
        Assert.Contains("of epoch 3, at Sample ", message, StringComparison.Ordinal);
        Assert.Contains("More than 2 steps were skipped for such a reason.", message, StringComparison.Ordinal);
    }

    private static TrainingOptions Declared => new() { Epochs = 4, BatchSize = 16, LearningRate = 1e-3 };

    // One sample is finite and its square is not; the seed puts it into a step after the first.
    private static async Task<FitResult> TrainAsync(TrainingOptions declared)
    {
        using Trainer<SmallTransformer> trainer = new(seed => new SmallTransformer(seed), declared, new TrainerOptions { Device = "cpu" });
        using MultimodalDataset all = SmallData.For(trainer.Model.Description);
        using DataSplits data = all.Split(seed: 0);
        long guilty = new BatchSampler(data.Train.Count, declared.BatchSize, seed: 0).Epoch(1)[1][0];

        // The parts share the values of the whole.
        Poison(all, trainer.Model.Description.ModalityNames[0], data.Train.SampleRows[(int)guilty]);
        return await trainer.FitAsync(data);
    }

    private static void Poison(MultimodalDataset data, string modality, long row) => data.ForEachBlock(modality, (start, block) =>
    {
        if (row >= start && row < start + block.shape[0])
        {
            block[row - start].fill_(3e38f);
        }
    });
}
