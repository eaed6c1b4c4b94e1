using I2MoE.Dsl.Data;
using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Distributed;

/// <summary>A run of one model by several ranks, which are threads, or by one process.</summary>
internal sealed class RankedRun
{
    private RankedRun(FitResult result, IReadOnlyDictionary<string, float[]> state)
    {
        Result = result;
        State = state;
    }

    public FitResult Result { get; }

    /// <summary>The parameters and running statistics of the best epoch.</summary>
    public IReadOnlyDictionary<string, float[]> State { get; }

    /// <summary>Trains with one process.</summary>
    public static RankedRun Alone(Func<long, MultimodalModel> create, TrainingOptions declared, TrainerOptions options, Func<DataSplits> data) =>
        Train(create, declared, options, data());

    /// <summary>Trains with several ranks, and sees to it that all have the same model in the end.</summary>
    public static RankedRun Of(int ranks, Func<long, MultimodalModel> create, TrainingOptions declared, TrainerOptions options, Func<DataSplits> data)
    {
        RankedRun[] runs = Each(ranks, group => Train(create, declared, options with { ProcessGroup = group }, data()));
        foreach (RankedRun other in runs)
        {
            Assert.All(runs[0].State, pair => Assert.Equal(pair.Value, other.State[pair.Key]));
            Assert.Equal(runs[0].Result.Best.Epoch, other.Result.Best.Epoch);
        }

        return runs[0];
    }

    /// <summary>Runs every rank on a thread of its own. Where one throws, the others end.</summary>
    /// <exception cref="AggregateException">What the ranks threw.</exception>
    public static T[] Each<T>(int ranks, Func<IProcessGroup, T> run) => Task.WhenAll(ThreadGroup.Of(ranks).Select(group => Task.Factory.StartNew(
        () =>
        {
            try
            {
                return run(group);
            }
            catch
            {
                group.Abort();
                throw;
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default))).GetAwaiter().GetResult();

    private static RankedRun Train(Func<long, MultimodalModel> create, TrainingOptions declared, TrainerOptions options, DataSplits data)
    {
        using (data)
        {
            using Trainer<MultimodalModel> trainer = new(create, declared, options with { Device = "cpu", TorchThreads = 1, ChecksBackend = false });
            FitResult result = trainer.FitAsync(data).GetAwaiter().GetResult();
            return new RankedRun(result, StateOf(trainer.Model));
        }
    }

    private static Dictionary<string, float[]> StateOf(MultimodalModel model)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return ModelState.Of(model).ToDictionary(pair => pair.Key, pair => pair.Value.detach().to_type(torch.float32).contiguous().data<float>().ToArray());
    }

    /// <summary>Both went the same way, but for rounding.</summary>
    public static void AssertAlike(RankedRun expected, RankedRun actual, double tolerance)
    {
        Assert.Equal(expected.Result.Epochs.Count, actual.Result.Epochs.Count);
        foreach ((EpochResult one, EpochResult other) in expected.Result.Epochs.Zip(actual.Result.Epochs))
        {
            Assert.All(one.Losses.Zip(other.Losses), pair => AssertClose(pair.First.Value, pair.Second.Value, tolerance, $"epoch {one.Epoch}, {pair.First.Name}"));
            AssertClose(one.Validation.Loss, other.Validation.Loss, tolerance, $"epoch {one.Epoch}, validation");
        }

        foreach ((string name, float[] values) in expected.State)
        {
            Assert.All(values.Zip(actual.State[name]), pair => AssertClose(pair.First, pair.Second, tolerance, name));
        }
    }

    private static void AssertClose(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)), FormattableString.Invariant($"{what}: {expected} and {actual}"));
}
