using System.Globalization;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Interactions.Study;

/// <summary>A real data set, of which the truth is not known, and how it is trained.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Modalities">The modalities, as their files are called.</param>
/// <param name="Patches">The patches of an embedding.</param>
/// <param name="Epochs">The epochs.</param>
internal sealed record RealData(string Name, int Classes, string[] Modalities, int Patches, int Epochs)
{
    /// <summary>The data sets of docs/evidence.md that are small tables.</summary>
    public static IReadOnlyList<RealData> All { get; } =
    [
        new("wdbc", 2, ["mean", "stderr", "worst"], 4, 20),
        new("dermatology", 6, ["clinical", "histopathology"], 4, 40),
        new("ad_csf", 2, ["csf_core", "proteins", "genotype", "demographic"], 2, 20),
        new("cells_hcs", 2, ["ch1_cellbody", "ch2_nucleus", "ch3_actin", "ch4_tubulin"], 2, 12),
    ];

    /// <summary>Where the data sets are: what I2MOE_DATA names, or shared/data beside a folder above this one; null where they are not.</summary>
    public static string? Root()
    {
        if (Environment.GetEnvironmentVariable("I2MOE_DATA") is { Length: > 0 } given)
        {
            return Directory.Exists(given) ? given : null;
        }

        for (DirectoryInfo? folder = new(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }

    /// <summary>Reads and splits it.</summary>
    public DataSplits Splits(string root, int seed)
    {
        using MultimodalDataset data = MultimodalDataset.FromNpy(Path.Combine(root, Name), new ArrayLayout { Modalities = Modalities.ToDictionary(MemberOf, file => file) });
        return data.Split(seed).Standardise();
    }

    /// <summary>The experiment.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="splits">The data, whose shapes are declared.</param>
    public string Yaml(string objective, DataSplits splits) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: Study
        task: { kind: classification, classes: {{Classes}} }
        modalities:
        {{string.Join('\n', Modalities.Select(file => $"  {file}: {{ features: {splits.Train[MemberOf(file)].shape[1]}, encoder: patch }}"))}}
        fusion: { kind: transformer, layers: 1, heads: 4, hidden_dim: 64, patches: {{Patches}} }
        experts: { interaction_loss_weight: {{(objective == "paper" ? "0.1" : "1")}}, objective: {{objective}} }
        reweighting: { layers: 2, hidden_dim: 64, temperature: 2 }
        training: { epochs: {{Epochs}}, batch_size: 32, learning_rate: 1e-3 }
        """);

    private static string MemberOf(string file) => string.Concat(file.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
