using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.EndToEnd.Tests;

/// <summary>The experiments of the paper: parameter counts of its table 6, and an epoch each on random data of their shapes.</summary>
public sealed class PaperPresetsExampleTests
{
    private const string Example = "PaperPresets";
    private const string Smallest = "MosiInterpretCc";

    private static readonly string[] s_fusions = ["Transformer", "Switch", "InterpretCc", "MoePlusPlus"];
    private static readonly string[] s_data = ["Mimic", "Imdb", "Mosi", "Enrico", "Adni"];

    /// <summary>Every preset, and whether it is one of those that stand for the rest: each fusion once, and each data set but ADNI, whose volumes take minutes.</summary>
    public static TheoryData<string, bool> Presets()
    {
        TheoryData<string, bool> presets = [];
        foreach ((int i, string data) in s_data.Index())
        {
            foreach ((int j, string fusion) in s_fusions.Index())
            {
                presets.Add(data + fusion, i == j);
            }
        }

        return presets;
    }

    [Fact]
    public async Task Parameter_counts_are_those_of_table_6()
    {
        string output = await Cli.ExampleAsync(Path.GetTempPath(), Example, "params");
        string parameters = output[..output.IndexOf("Memory on the CPU", StringComparison.Ordinal)];
        Assert.All(
            [
                ("AdniTransformer", "1,072,131", "6,696,728"),
                ("MimicTransformer", "268,034", "1,390,095"),
                ("ImdbTableSixBaseline", "1,068,567", ""),
                ("ImdbTableSix", "", "4,423,008"),
                ("MosiTableSix", "134,402", "673,935"),
                ("EnricoTableSix", "538,644", "2,352,724"),
            ],
            row =>
            {
                string line = parameters.Split('\n').Single(line => line.Contains($" {row.Item1} ", StringComparison.Ordinal));
                Assert.Contains(row.Item2, line, StringComparison.Ordinal);
                Assert.Contains(row.Item3, line, StringComparison.Ordinal);
            });
    }

    [SkippableTheory]
    [MemberData(nameof(Presets))]
    public async Task A_preset_trains_on_random_data_of_its_shapes(string preset, bool standsForTheRest)
    {
        Skip.IfNot(standsForTheRest || LongTests.AreWanted, "I2MOE_LONG is not 1: one preset of each fusion stands for the rest.");
        if (preset != Smallest)
        {
            WholeTests.RunWhereWanted($"{Smallest} stands for the rest.");
        }

        string folder = Directory.CreateTempSubdirectory("i2moe-preset-").FullName;
        try
        {
            await Cli.ExampleAsync(
                folder,
                Example,
                [
                    "train", "--experiment", preset, "--data", "random", "--out", Path.Combine(folder, "run"), "--quiet",
                    "--set", "data.source.samples=8", "--set", "data.split={ kind: random, train: 0.5, validation: 0.25, stratify: false }",
                    "--set", "training.epochs=1", "--set", "training.batch_size=4",
                ]);
            Assert.True(File.Exists(Path.Combine(folder, "run", "weights.safetensors")), $"{preset} kept no weights.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
