using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>What a cancelled run leaves, and what the number of threads changes.</summary>
[Collection(ProcessWide.Name)]
public sealed class CancellationTests
{
    private const int BatchSize = 16;

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Cancelled_in_a_step_the_model_has_the_parameters_of_that_step_and_takes_no_other(int last)
    {
        using var cancellation = new CancellationTokenSource();
        int steps = 0;
        using Trainer<WatchedModel> trainer = CreateTrainer(step =>
        {
            steps++;
            if (step == last)
            {
                cancellation.Cancel();
            }
        });
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.FitAsync(data, cancellationToken: cancellation.Token));
        Assert.Equal(last + 1, steps);
        Assert.Equal(AfterSteps(data, last + 1), State(trainer.Model));
        Assert.True(double.IsFinite(trainer.Evaluate(data.Test).Metrics.Loss));
    }

    [Fact]
    public async Task Cancelled_before_it_begins_the_model_is_as_it_was()
    {
        using Trainer<WatchedModel> trainer = CreateTrainer(_ => { });
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        byte[][] before = State(trainer.Model);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.FitAsync(data, cancellationToken: new CancellationToken(canceled: true)));
        Assert.Equal(before, State(trainer.Model));
    }

    // Torch splits a long sum among its threads, and so rounds it differently with another number of them.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task The_same_number_of_threads_gives_the_same_bits_and_another_changes_the_rounding_only(int count)
    {
        int threads = torch.get_num_threads();
        try
        {
            byte[][] expected = await TrainAsync();
            torch.set_num_threads(count);
            byte[][] actual = await TrainAsync();
            Assert.Equal(actual, await TrainAsync());
            Assert.All(expected.Zip(actual), pair => Assert.All(Numbers(pair.First).Zip(Numbers(pair.Second)), numbers => Assert.Equal(numbers.First, numbers.Second, 1e-4f)));
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    private static async Task<byte[][]> TrainAsync()
    {
        using Trainer<WatchedModel> trainer = CreateTrainer(_ => { });
        using DataSplits data = SmallData.Splits(trainer.Model.Description);
        await trainer.FitAsync(data);
        return State(trainer.Model);
    }

    private static Trainer<WatchedModel> CreateTrainer(Action<int> onStep) =>
        new(seed => new WatchedModel(new SmallTransformer(seed), onStep), new TrainingOptions { Epochs = 3, BatchSize = BatchSize, LearningRate = 1e-2 }, options: null);

    // The same steps without a trainer.
    private static byte[][] AfterSteps(DataSplits data, int steps)
    {
        using var model = new WatchedModel(new SmallTransformer(), _ => { });
        using var adam = new OnePassAdam(model.parameters(), 1e-2);
        var sampler = new BatchSampler(data.Train.Count, BatchSize, seed: 0);
        for (int done = 0; done < steps; done++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            (int epoch, int step) = (1 + (done / sampler.BatchCount), done % sampler.BatchCount);
            MultimodalBatch batch = data.Train.ToBatch(model.Description.ModalityNames, sampler.Epoch(epoch)[step]);
            LossTerms losses = model.ComputeLosses(batch, new StepRandom(seed: 0, epoch, step));
            adam.ForgetGradients();
            losses.Total.backward();
            adam.step();
        }

        return State(model);
    }

    private static float[] Numbers(byte[] bytes) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    private static byte[][] State(MultimodalModel model) => [.. ModelState.Of(model).Values.Select(value => value.detach().bytes.ToArray())];
}
