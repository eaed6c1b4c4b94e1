using System.Globalization;
using System.Text.Json;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Models;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Training;

/// <summary>What the ranks of a run agree on: what is trained, the parameters that it begins with, the gradient of a step, and when it ends.</summary>
/// <param name="group">The ranks, two or more.</param>
internal sealed class TrainingRanks(IProcessGroup group) : IDisposable
{
    private GradientSum? _gradients;

    /// <summary>The ranks of a run; null where it is trained by one process.</summary>
    public static TrainingRanks? Of(TrainerOptions run) => run.ProcessGroup is { Size: > 1 } group ? new TrainingRanks(group) : null;

    /// <summary>Whether this rank logs and writes files.</summary>
    public bool IsFirst => group.Rank == 0;

    /// <summary>The share of this rank in a batch; null for a batch of fewer rows than ranks, which every rank computes as a whole.</summary>
    public BatchShare? ShareOf(int rows) => rows >= group.Size ? new BatchShare(group, rows) : null;

    /// <summary>What the loss of a batch is divided by, so that the sum of the gradients of the ranks is that of the batch.</summary>
    public int DivisorOf(int rows) => rows >= group.Size ? 1 : group.Size;

    /// <summary>Sees to it that all ranks train the same run and begin with the parameters of rank 0.</summary>
    /// <param name="run">What makes the run this run.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <exception cref="TrainingException">A rank trains something else, or the model computes what several ranks cannot.</exception>
    public void Begin(IReadOnlyDictionary<string, string> run, MultimodalModel model, DataSplits data)
    {
        // Ranks may have taken unequally long to read the data.
        group.Barrier();
        Refuse(model);
        string own = JsonSerializer.Serialize(RankIdentity.Of(run, model, data), TrainingJson.Default.DictionaryStringString);
        string[] places = group.Ask(group.Place);
        Dictionary<string, string>[] identities = [.. group.Ask(own).Select(text => JsonSerializer.Deserialize(text, TrainingJson.Default.DictionaryStringString)!)];
        for (int rank = 1; rank < identities.Length; rank++)
        {
            string differences = string.Join("; ", RankIdentity.Differences(identities[0], identities[rank], rank));
            if (differences.Length > 0)
            {
                throw new TrainingException(
                    $"Rank {rank} (on {places[rank]}) and rank 0 (on {places[0]}) do not train the same run: {differences}. Give every rank the same program, experiment and data.");
            }
        }

        Equalise(model);
    }

    /// <summary>What is to be said of a batch size; null where nothing is.</summary>
    /// <param name="batchSize">The samples of a batch, of all ranks together.</param>
    public string? RemarkOn(int batchSize) => batchSize >= group.Size ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"BatchSize is {batchSize}, and there are {group.Size} ranks: each of them computes every batch as a whole, which is no faster than one process. Give at least {group.Size}: BatchSize is that of all ranks together.");

    /// <summary>Waits until every rank is here.</summary>
    public void Wait() => group.Barrier();

    /// <summary>Gives every rank the parameters and running statistics of rank 0. They are equal already, but for what machines of several kinds round otherwise.</summary>
    public void Equalise(MultimodalModel model)
    {
        using IDisposable noGradients = torch.no_grad();
        foreach (torch.Tensor tensor in ModelState.Of(model).Values)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor copy = tensor.detach().cpu().contiguous();
            group.Broadcast(copy.bytes);
            if (!IsFirst)
            {
                tensor.copy_(copy);
            }
        }
    }

    /// <summary>Whether there is a checkpoint, which every rank has to see.</summary>
    /// <param name="exists">Whether this rank sees it.</param>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="CheckpointException">Some ranks do and some do not.</exception>
    public bool Agree(bool exists, string folder)
    {
        string[] seen = group.Ask(exists ? "y" : "n");
        int other = Array.FindIndex(seen, one => one != seen[0]);
        return other < 0 ? exists : throw new CheckpointException(
            $"Rank {(seen[0] == "y" ? 0 : other)} sees the checkpoint in '{Path.GetFullPath(folder)}', and rank {(seen[0] == "y" ? other : 0)} does not. The folder has to be one that all machines share.");
    }

    /// <summary>Whether a rank asks for the end of the run, and whether rank 0 finds that its time is up.</summary>
    public (bool IsCancelled, bool IsTimeUp) Agree(bool isCancelled, bool isTimeUp)
    {
        float[] signals = [isCancelled ? 1 : 0, isTimeUp && IsFirst ? 1 : 0];
        group.Sum(signals);
        return (signals[0] > 0, signals[1] > 0);
    }

    /// <summary>Why the run ends after an epoch, as rank 0 finds; null where it goes on.</summary>
    public string? Agree(string? stopReason) => group.Tell(stopReason);

    /// <summary>The losses of a step as rank 0 has them, so that all ranks judge them alike.</summary>
    public torch.Tensor Agree(torch.Tensor values)
    {
        torch.Tensor copy = values.cpu().contiguous();
        group.Broadcast(copy.bytes);
        return copy.to(values.device);
    }

    /// <summary>Replaces the gradients of this rank by the sums over all ranks.</summary>
    /// <param name="model">The model.</param>
    public void SumGradients(MultimodalModel model)
    {
        _gradients ??= new GradientSum(group, [.. model.parameters().Where(parameter => parameter.requires_grad)]);
        _gradients.Run();
    }

    /// <summary>The samples that this rank predicts in an evaluation, and how many each rank does.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="batch">The samples that are predicted together.</param>
    public (long[] Own, int[] Counts) Divide(MultimodalModel model, int samples, int batch)
    {
        // Where samples of a batch compete, a batch stays together.
        int piece = model.modules().OfType<TokenMlp>().Any(mlp => mlp.IsShared) ? batch : 1;
        long pieces = (samples + piece - 1L) / piece;
        long[] firsts = [.. Enumerable.Range(0, group.Size + 1).Select(rank => Math.Min(samples, BatchShare.FirstOf(group, rank, pieces) * piece))];
        int[] counts = [.. firsts.Zip(firsts.Skip(1), (first, next) => (int)(next - first))];
        return ([.. Enumerable.Range((int)firsts[group.Rank], counts[group.Rank]).Select(row => (long)row)], counts);
    }

    /// <summary>The predictions of all samples, [N, O], of those of every rank.</summary>
    /// <param name="own">The predictions of this rank, float32 on the CPU.</param>
    /// <param name="counts">The samples of each rank.</param>
    /// <param name="outputs">The number of outputs O.</param>
    public torch.Tensor Gather(torch.Tensor own, int[] counts, int outputs)
    {
        torch.Tensor all = torch.empty([counts.Sum(), outputs], torch.ScalarType.Float32);
        group.Gather(own.contiguous().bytes, all.bytes, [.. counts.Select(count => checked(count * outputs * sizeof(float)))]);
        return all;
    }

    /// <inheritdoc/>
    public void Dispose() => _gradients?.Dispose();

    // What looks at a batch as a whole without knowing that it is a share would compute another model.
    private static void Refuse(MultimodalModel model)
    {
        if (model.modules().FirstOrDefault(module => module is BatchNorm1d or BatchNorm2d or BatchNorm3d) is { } norm)
        {
            throw new TrainingException(
                $"{norm.GetType().Name} of TorchSharp takes mean and variance of the rows of one rank, so that several ranks would train another model than one. Use layer or group normalisation in classes of your own, or train with one process.");
        }

        if (model.modules().OfType<FusionBank>().FirstOrDefault(fusion => fusion.GateLossWeight != 0 && fusion.GetType().Assembly != typeof(FusionBank).Assembly) is { } custom)
        {
            throw new TrainingException(
                $"The fusion {custom.GetType().Name} has a gate loss of its own, which may depend on who else is in a batch, so that several ranks might train another model than one. Set its weight to 0, or train with one process.");
        }
    }
}
