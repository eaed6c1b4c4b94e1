using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Tests.Training;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Distributed;

/// <summary>Ranks agree on what they train, on checkpoints and on the end; where they cannot, they say which differs in what.</summary>
public sealed class RankFaultTests
{
    private static readonly TrainingOptions s_declared = new() { Epochs = 4, BatchSize = 16, LearningRate = 0.01, Optimizer = OptimizerKind.Sgd };
    private static readonly TrainerOptions s_quick = new() { ChecksBackend = false, TorchThreads = 1 };

    [Fact]
    public void A_run_goes_on_with_another_number_of_ranks()
    {
        using TemporaryFolder folder = new();
        TrainerOptions kept = new() { Checkpoint = new CheckpointOptions { Folder = folder.Path, Resume = true } };
        RankedRun expected = RankedRun.Alone(Create, s_declared, new TrainerOptions(), Data);
        RankedRun.Of(3, Create, s_declared, kept with { Epochs = 2 }, Data);
        RankedRun.Of(2, Create, s_declared, kept with { Epochs = 3 }, Data);
        RankedRun.AssertAlike(expected, RankedRun.Alone(Create, s_declared, kept, Data), tolerance: 1e-4);
    }

    [Fact]
    public void Cancelling_one_rank_ends_all_of_them_after_the_same_step()
    {
        using var cancellation = new CancellationTokenSource();
        int[] ended = RankedRun.Each(2, group =>
        {
            using DataSplits data = Data();
            using Trainer<MultimodalModel> trainer = Trainer(new TrainerOptions { ProcessGroup = group, Begun = group.Rank == 1 ? cancellation.Cancel : null });
            Assert.ThrowsAny<OperationCanceledException>(() => trainer.FitAsync(data, progress: null, group.Rank == 1 ? cancellation.Token : default).GetAwaiter().GetResult());
            return group.Rank;
        });
        Assert.Equal([0, 1], ended);
    }

    [Fact]
    public void A_run_that_stopped_within_an_epoch_goes_on_with_another_number_of_ranks()
    {
        using TemporaryFolder folder = new();
        TrainingOptions declared = s_declared with { CheckpointEvery = 1000 };
        TrainerOptions kept = s_quick with { Device = "cpu", Checkpoint = new CheckpointOptions { Folder = folder.Path, Resume = true } };
        RankedRun expected = RankedRun.Alone(Watched, declared, new TrainerOptions(), Data);
        RankedRun.Each(2, group =>
        {
            using var cancellation = new CancellationTokenSource();
            using DataSplits data = Data();
            using Trainer<MultimodalModel> trainer = new(seed => new WatchedModel(Create(seed), step => Cancel(group.Rank == 1 && step == 4, cancellation)), declared, kept with { ProcessGroup = group });
            Assert.Throws<RanksStoppedException>(() => trainer.FitAsync(data, progress: null, cancellation.Token).GetAwaiter().GetResult());

            // Written before any of them leaves.
            return Assert.Single(Directory.GetFiles(folder.Path));
        });
        RankedRun.AssertAlike(expected, RankedRun.Of(3, Watched, declared, kept, Data), tolerance: 1e-4);
    }

    [Fact]
    public void A_batch_that_cannot_be_shared_is_remarked_upon_by_one_rank()
    {
        WarningLogger[] logs = RankedRun.Each(3, group =>
        {
            var log = new WarningLogger();
            using DataSplits data = Data();
            using Trainer<MultimodalModel> trainer = Trainer(new TrainerOptions { ProcessGroup = group, Logger = log, BatchSize = 2, Epochs = 1 });
            trainer.FitAsync(data).GetAwaiter().GetResult();
            return log;
        });
        Assert.StartsWith("BatchSize is 2, and there are 3 ranks: each of them computes every batch as a whole", Assert.Single(logs[0].Warnings), StringComparison.Ordinal);
        Assert.All(logs[1..], log => Assert.Empty(log.Warnings));
    }

    [Fact]
    public void Ranks_with_other_parameters_are_told_apart() => Assert.Contains(
        "the shape of the parameters is ",
        Refusal(rank => (new Trainer<MultimodalModel>(seed => rank == 0 ? Create(seed) : new WatchedModel(Create(seed), _ => { }), s_declared, s_quick), Data())),
        StringComparison.Ordinal);

    [Fact]
    public void Ranks_with_another_option_are_told_apart() => Assert.Equal(
        "Rank 1 (on this process) and rank 0 (on this process) do not train the same run: LearningRate is 0.01 on rank 0 and 0.02 on rank 1. Give every rank the same program, experiment and data.",
        Refusal(rank => (Trainer(new TrainerOptions { LearningRate = rank == 1 ? 0.02 : null }), Data())));

    [Fact]
    public void Ranks_with_other_data_are_told_apart() => Assert.Contains(
        "the digest of the training data is ",
        Refusal(rank => (Trainer(new TrainerOptions()), Data(seed: rank))),
        StringComparison.Ordinal);

    [Fact]
    public void Layers_that_see_the_rows_of_one_rank_only_are_refused() => Assert.StartsWith(
        "BatchNorm1d of TorchSharp takes mean and variance of the rows of one rank",
        Refusal(_ => (new Trainer<MultimodalModel>(seed => new NormalisedModel(Create(seed)), s_declared, s_quick), Data())),
        StringComparison.Ordinal);

    private static string Refusal(Func<int, (Trainer<MultimodalModel> Trainer, DataSplits Data)> make)
    {
        string[] messages = RankedRun.Each(2, group =>
        {
            (Trainer<MultimodalModel> made, DataSplits data) = make(group.Rank);
            using (made)
            using (data)
            {
                using var loop = new TrainingLoop(made.Model, made.Options, s_quick with { ProcessGroup = group }, torch.CPU);
                return Assert.Throws<TrainingException>(() => loop.Run(data, progress: null, CancellationToken.None)).Message;
            }
        });
        Assert.Equal(messages[0], messages[1]);
        return messages[0];
    }

    private static Trainer<MultimodalModel> Trainer(TrainerOptions options) => new(Create, s_declared, options with { ChecksBackend = false, TorchThreads = 1 });

    private static void Cancel(bool isMeant, CancellationTokenSource cancellation)
    {
        if (isMeant)
        {
            cancellation.Cancel();
        }
    }

    private static MultimodalModel Watched(long seed) => new WatchedModel(Create(seed), _ => { });

    private static MultimodalModel Create(long seed) => new SmallTransformer(seed);

    private static DataSplits Data() => Data(seed: 0);

    private static DataSplits Data(long seed)
    {
        using SmallTransformer model = new(0);
        using MultimodalDataset data = SmallData.For(model.Description, samples: 60);
        return data.Split(seed: seed);
    }

    private sealed class NormalisedModel : MultimodalModel
    {
        private readonly MultimodalModel _inner;

        public NormalisedModel(MultimodalModel inner)
            : base(inner.Description)
        {
            _inner = inner;
            register_module("inner", inner);
            register_module("norm", torch.nn.BatchNorm1d(3));
        }

        public override LossTerms ComputeLosses(MultimodalBatch batch, StepRandom random) => _inner.ComputeLosses(batch, random);

        public override ModelOutput Infer(MultimodalBatch batch) => _inner.Infer(batch);
    }
}
