using System.Text.RegularExpressions;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Tests.Experts;

/// <summary>A training step must not wait for the device: nothing that it runs through may read a tensor on the host.</summary>
public sealed partial class HostSynchronisationTests
{
    // What a step runs through, but for the encoders' own data and the tasks' checks of labels on the host before the step.
    private static readonly string[] s_folders = ["Bank", "Cpu", "Encoders", "Experts", "Fusion", "Layers", "Losses", "Models", "Native", "Randomness"];

    // Where tensors are read all the same: what is asked for after a step, what runs on the CPU alone,
    // what only inference looks at, what reads and writes files, the state of a generator on the CPU, and the token counts of MoE++.
    private static readonly Dictionary<string, int> s_allowed = new()
    {
        ["Cpu/AdamMoments.cs"] = 1,
        ["Fusion/MoePlusPlusMlp.cs"] = 2,
        ["Fusion/RoutingRecord.cs"] = 2,
        ["Native/Memory.cs"] = 1,
        ["Models/InferenceInputs.cs"] = 3,
        ["Models/ModelWeights.cs"] = 1,
        ["Randomness/MersenneState.cs"] = 1,
    };

    [Fact]
    public void A_step_reads_no_tensor_on_the_host_but_in_the_known_places()
    {
        string root = Path.Combine(RepositoryFiles.Root, "runtime", "I2MoE.Dsl.Core");
        Dictionary<string, int> found = s_folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => (Name: Path.GetRelativePath(root, file).Replace('\\', '/'), Count: ReadsOfTensors().Count(File.ReadAllText(file))))
            .Where(file => file.Count > 0)
            .ToDictionary(file => file.Name, file => file.Count);
        Assert.Equal(s_allowed.OrderBy(pair => pair.Key), found.OrderBy(pair => pair.Key));
    }

    [GeneratedRegex(@"\.(item<|cpu\(\)|data<|bytes\b|ToSingle\(\)|ToDouble\(\)|ToInt32\(\)|ToInt64\(\)|ToBoolean\(\)|ToScalar\(\)|nonzero\(\)|masked_select\()")]
    private static partial Regex ReadsOfTensors();
}
