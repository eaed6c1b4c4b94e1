using System.Globalization;
using System.IO.Hashing;
using System.Reflection;
using System.Text;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>What has to be the same on every rank, by name: the run, the version of this library, and the data.</summary>
internal static class RankIdentity
{
    // Of each part, over all of it: to read every value would take as long as an epoch where data are streamed.
    private const int LookedAt = 64;

    /// <summary>The identity of a rank.</summary>
    /// <param name="run">What makes the run this run.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> run, MultimodalModel model, DataSplits data) => new(run)
    {
        ["the version of I2MoE.Dsl"] = Version(typeof(RankIdentity).Assembly),
        ["the shape of the parameters"] = Shapes(model),
        ["the digest of the training data"] = Digest(data.Train, model.Description.ModalityNames),
        ["the digest of the validation data"] = Digest(data.Validation, model.Description.ModalityNames),
    };

    /// <summary>What differs between two ranks, each as a part of a sentence.</summary>
    public static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> other, int rank) =>
        from name in first.Keys.Union(other.Keys)
        let one = first.GetValueOrDefault(name, "not stated")
        let two = other.GetValueOrDefault(name, "not stated")
        where one != two
        select string.Create(CultureInfo.InvariantCulture, $"{name} is {one} on rank 0 and {two} on rank {rank}");

    // Two builds of one version are two programs.
    private static string Version(Assembly assembly) => $"{assembly.GetName().Version?.ToString(3)}, build {assembly.ManifestModule.ModuleVersionId.ToString("N")[..8]}";

    // Of classes of the user's own, nothing else tells one build from another before tensors of unequal size are exchanged.
    private static string Shapes(MultimodalModel model)
    {
        IReadOnlyDictionary<string, torch.Tensor> state = ModelState.Of(model);
        var hash = new XxHash64();
        foreach ((string name, torch.Tensor tensor) in state)
        {
            hash.Append(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name} {string.Join("x", tensor.shape)} {tensor.dtype}\n")));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{state.Values.Sum(tensor => tensor.numel())} numbers in {state.Count} tensors ({Convert.ToHexStringLower(hash.GetCurrentHash())[..8]})");
    }

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
