using I2MoE.Dsl.Data;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Studies.Defaults;

namespace I2MoE.Dsl.Studies.Missing;

/// <summary>Real data in which samples lack modalities.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Data">The data set.</param>
/// <param name="Removed">The share of each modality that is taken away at random, beside what is missing; a sample keeps one.</param>
internal sealed record LackingData(string Name, RealData Data, double Removed)
{
    private const string Linear = "linear";

    /// <summary>TCGA ACC, whose patients lack assays, and emoji of which 30 % of each modality are taken away.</summary>
    public static IReadOnlyList<LackingData> All { get; } =
    [
        new("tcga_acc_mini", new RealData("tcga_acc_mini", 2,
            [("mrna", "mrna_log2", [198], Linear), ("copy_number", "copynumber", [198], Linear), ("protein", "protein", [33], Linear), ("mutation", "mutation", [97], Linear), ("mirna", "mirna_log2", [471], Linear)]), 0),
        new("emoji with 30 % removed", RealData.All.First(data => data.Name == "emoji_image_text"), 0.3),
    ];

    /// <summary>Reads a split, 60 % for training and 15 % for validation, by class.</summary>
    /// <param name="split">The seed of the split, and of what is removed.</param>
    /// <param name="variant">Which samples are trained on.</param>
    public DataSplits Read(long split, MissingVariant variant)
    {
        using MultimodalDataset read = MultimodalDataset.FromNpy(Data.Folder!, new ArrayLayout { Modalities = Data.Modalities.ToDictionary(it => RealData.PascalCase(it.Name), it => it.File) });
        using MultimodalDataset data = Removed == 0 ? read : Remove(read, split);
        DataSplits parts = data.Split(split, train: 0.6, validation: 0.15);
        return (variant.LeavesIncompleteOut ? new DataSplits(Complete(parts.Train), Complete(parts.Validation), parts.Test) : parts).Standardise();
    }

    /// <summary>The samples with all modalities.</summary>
    public static MultimodalDataset Complete(MultimodalDataset data) =>
        data.Subset([.. data.MissingModalities().Index().Where(sample => sample.Item.Count == 0).Select(sample => (long)sample.Index)]);

    private MultimodalDataset Remove(MultimodalDataset data, long seed)
    {
        SplitMix64 random = RandomKey.Of(seed, RandomPurpose.RandomData).CreateSequence();
        var values = data.Modalities.ToDictionary(name => name, name => data[name].clone());
        for (int sample = 0; sample < data.Count; sample++)
        {
            bool[] isRemoved = [.. data.Modalities.Select(_ => random.NextDouble() < Removed)];
            int kept = random.NextInt(isRemoved.Length);
            foreach ((int modality, string name) in data.Modalities.Index())
            {
                if (isRemoved[modality] && !(modality == kept && isRemoved.All(it => it)))
                {
                    values[name][sample].fill_(float.NaN);
                }
            }
        }

        return new MultimodalDataset(values, data.Labels.clone(), data.ClassNames);
    }
}
