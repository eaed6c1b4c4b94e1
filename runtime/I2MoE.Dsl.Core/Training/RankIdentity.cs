using System.Globalization;
using System.IO.Hashing;
using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>What has to be the same on every rank, by name: the run, the version of this library, and the data.</summary>
internal static class RankIdentity
{
    // Of each part, over all of it: to read every value would take as long as an epoch where data are streamed.
    private const int LookedAt = 64;

    /// <summary>The identity of a rank.</summary>
    /// <param name="run">What makes the run this run.</param>
    /// <param name="modalities">The names of the modalities.</param>
    /// <param name="data">The data.</param>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> run, IReadOnlyList<string> modalities, DataSplits data) => new(run)
    {
        ["the version of I2MoE.Dsl"] = typeof(RankIdentity).Assembly.ManifestModule.ModuleVersionId.ToString(),
        ["the digest of the training data"] = Digest(data.Train, modalities),
        ["the digest of the validation data"] = Digest(data.Validation, modalities),
    };

    /// <summary>What differs between two ranks, each as a part of a sentence.</summary>
    public static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> other, int rank) =>
        from name in first.Keys.Union(other.Keys)
        let one = first.GetValueOrDefault(name, "not stated")
        let two = other.GetValueOrDefault(name, "not stated")
        where one != two
        select string.Create(CultureInfo.InvariantCulture, $"{name} is {one} on rank 0 and {two} on rank {rank}");

    private static string Digest(MultimodalDataset data, IReadOnlyList<string> modalities)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var hash = new XxHash128();
        hash.Append(data.CopyLabels().contiguous().bytes);
        int count = Math.Min(LookedAt, data.Count);
        MultimodalBatch batch = data.ToBatch(modalities, [.. Enumerable.Range(0, count).Select(place => (long)place * data.Count / count)]);
        foreach (torch.Tensor input in batch.Inputs)
        {
            hash.Append(input.contiguous().bytes);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
