using System.Text.Json.Nodes;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.SafeTensors;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>An experiment that learns vectors of the levels of its columns of words.</summary>
public sealed class EmbeddedLevelTests : IDisposable
{
    private static readonly string[] s_sites = ["east", "west", "north", "2", "2.5", ""];

    private readonly ProgramRun _program = new();

    [Fact]
    public async Task A_run_keeps_levels_as_they_are_and_reads_other_files_by_them()
    {
        _program.Folder.Write("small.csv", Csv());
        _program.Experiments = [Define("{ numbers: [\"left *\"], categories: [site, kin] }", "features: 13, levels: [7, 4], embedding: 3, optional: true")];
        await _program.OkAsync("train --quiet --out run");
        JsonNode kept = JsonNode.Parse(_program.Read("run/preprocessing.json"))!;
        Assert.All(kept["standardisation"]!["Left"]!["mean"]!.AsArray().Skip(2), mean => Assert.Equal(0, (double)mean!));
        Assert.NotEqual(0, (double)kept["standardisation"]!["Left"]!["mean"]![0]!);
        using (SafeTensorsFile weights = SafeTensorsFile.Read(_program.Folder.File("run/weights.safetensors")))
        {
            Assert.Equal([11, 3], weights.Tensors["encoders.Left_levels"].shape);
        }

        await _program.OkAsync("train --quiet --out files --set data.stream=true");
        Assert.Equal(File.ReadAllBytes(_program.Folder.File("run/weights.safetensors")), File.ReadAllBytes(_program.Folder.File("files/weights.safetensors")));
        await _program.OkAsync("predict --run run --split all --out all.csv");
        _program.Folder.Write("new.csv", Csv(isReversed: true));
        await _program.OkAsync("predict --run run --data new.csv --out new.csv.out");
        Assert.Equal(_program.Read("all.csv"), _program.Read("new.csv.out"));
        await _program.OkAsync("evaluate --run run");
        await _program.OkAsync("explain --run run");
        Assert.Contains("site=west", _program.Read("run/report/report.html"), StringComparison.Ordinal);
        await _program.OkAsync("export run --onnx model.onnx");
    }

    [Fact]
    public async Task Columns_make_the_features_of_a_predictor()
    {
        _program.Folder.Write("small.csv", Csv());
        _program.Experiments = [Define("{ numbers: [\"left *\"], categories: [site, kin] }", "features: 13, levels: [7, 4], embedding: 3, optional: true")];
        await _program.OkAsync("train --quiet --out run");
        await _program.OkAsync("predict --run run --split all --out all.csv");
        string[][] predicted = _program.ReadCsv("all.csv");
        string[][] rows = _program.ReadCsv("small.csv");
        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"));
        foreach (int row in (int[])[0, 1, 2, 7, 11])
        {
            Dictionary<string, string?> cells = rows[0].Zip(rows[row + 1]).Where(cell => cell.First is "left a" or "left b" or "site" or "kin").ToDictionary(cell => cell.First, cell => (string?)cell.Second);
            SampleAnswer answer = await predictor.PredictAsync(new Dictionary<string, float[]>
            {
                ["Left"] = predictor.FeaturesOf("Left", cells),
                ["Right"] = predictor.FeaturesOf("Right", rows[0].Zip(rows[row + 1]).Where(cell => cell.First.StartsWith("right", StringComparison.Ordinal)).ToDictionary(cell => cell.First, cell => (string?)cell.Second)),
            });
            int column = Array.IndexOf(predicted[0], "probability green");
            Assert.Equal(double.Parse(predicted[row + 1][column], System.Globalization.CultureInfo.InvariantCulture), answer.Probabilities["green"], 4);
        }

        Assert.All(predictor.FeaturesOf("Left", new Dictionary<string, string?>()), feature => Assert.True(float.IsNaN(feature)));
        Assert.Equal([1f], predictor.FeaturesOf("Left", new Dictionary<string, string?> { ["site"] = "mars" })[7..8]);
        Assert.Contains("Did you mean 'site'?", Assert.Throws<I2MoE.Dsl.Data.DatasetException>(() => predictor.FeaturesOf("Left", new Dictionary<string, string?> { ["sit"] = "east" })).Message, StringComparison.Ordinal);
        Assert.Contains("no finite number", Assert.Throws<I2MoE.Dsl.Data.DatasetException>(() => predictor.FeaturesOf("Left", new Dictionary<string, string?> { ["left a"] = "east" })).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Left'?", Assert.Throws<I2MoE.Dsl.Data.DatasetException>(() => predictor.FeaturesOf("Lef", new Dictionary<string, string?>())).Message, StringComparison.Ordinal);
    }

    // "unknown" and -9 are no values in the table, and so they are none here.
    [Fact]
    public async Task What_is_missing_in_the_table_is_missing_to_a_predictor()
    {
        _program.Folder.Write("small.csv", Csv().Replace("west", "unknown", StringComparison.Ordinal));
        ExperimentDefinition stated = Define("{ numbers: [\"left *\"], categories: [site, kin] }", "features: 12, levels: [6, 4], embedding: 3, optional: true", source: ", missing: [unknown, -9]");
        _program.Experiments = [stated];
        await _program.OkAsync("train --quiet --out run");
        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"));
        float[] Of(string number, string? site) => predictor.FeaturesOf("Left", new Dictionary<string, string?> { ["left a"] = number, ["left b"] = "1", ["site"] = site });
        Assert.Equal(Of("", null), Of("-9.0", "unknown"));
        Assert.Equal(Of("NaN", ""), Of("NA", "?"));
        Assert.NotEqual(Of("", null), Of("", "mars"));
        Assert.Equal(-8, Of("-8", null)[0]);
        Assert.All(predictor.FeaturesOf("Left", new Dictionary<string, string?> { ["site"] = "unknown", ["left a"] = "-9" }), feature => Assert.True(float.IsNaN(feature)));
    }

    [Fact]
    public async Task Wrong_levels_are_told_with_the_right_ones()
    {
        _program.Folder.Write("small.csv", Csv());
        _program.Experiments = [Define("{ numbers: [\"left *\"], categories: [site, kin] }", "features: 13, levels: [4, 7], embedding: 3")];
        string error = (await _program.WrongAsync("train --quiet")).ReplaceLineEndings(" ");
        Assert.Contains("modality Left is declared with levels: [4, 7]. They are 2 of numbers and 7 of site, 4 of kin", error, StringComparison.Ordinal);
        Assert.Contains("Declare features: 13, levels: [7, 4]", error, StringComparison.Ordinal);
        _program.Experiments = [Define("{ numbers: [\"left *\"], categories: [site, kin] }", "features: 12, levels: [6, 4], embedding: 3")];
        Assert.Contains("Declare features: 13, levels: [7, 4]", await _program.WrongAsync("train --quiet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folds_and_resumed_runs_are_those_of_one_go_and_without_an_embedding_levels_are_features()
    {
        _program.Folder.Write("small.csv", Csv());
        _program.Experiments = [Define("{ numbers: [\"left *\"], categories: [site, kin] }", "features: 13, levels: [7, 4], embedding: 3", split: "")];
        await _program.OkAsync("train --quiet --folds 2 --set data.stream=true");
        await _program.OkAsync("train --quiet --out five --set training.epochs=5");
        await _program.OkAsync("train --quiet --out three");
        await _program.OkAsync("train --quiet --out three --resume --set training.epochs=5");
        Assert.Equal(File.ReadAllBytes(_program.Folder.File("five/weights.safetensors")), File.ReadAllBytes(_program.Folder.File("three/weights.safetensors")));

        await _program.OkAsync("train --quiet --out plain --set modalities.left.embedding=0");
        using SafeTensorsFile weights = SafeTensorsFile.Read(_program.Folder.File("plain/weights.safetensors"));
        Assert.DoesNotContain("encoders.Left_levels", weights.Tensors.Keys);
        Assert.Equal([8, 13], weights.Tensors["encoders.Left.linear.weight"].shape);
        await _program.OkAsync("train --quiet --data random --out random");
    }

    public void Dispose() => _program.Dispose();

    private static ExperimentDefinition Define(string left, string model, string split = "\n  split: { kind: given, column: part }", string source = "") => ProgramRun.Define(
        "name: Small\n" + SmallExperiment.Model.Replace("left: { features: 2", $"left: {{ {model}", StringComparison.Ordinal)
        + $"data:\n  source: {{ kind: csv, path: small.csv, label: kind, class_names: [red, green, blue]{source} }}\n  modalities: {{ left: {left}, right: [\"right *\"] }}{split}\n");

    // Rows 7, 37 have nothing of the left modality.
    private static string Csv(bool isReversed = false)
    {
        string[] lines = SmallExperiment.Csv(isReversed: isReversed).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int[] numbers = [.. lines[0].Split(',').Index().Where(column => column.Item.StartsWith("left", StringComparison.Ordinal)).Select(column => column.Index)];
        return string.Concat(lines.Index().Select(line => line.Index == 0 ? line.Item + ",site,kin\n"
            : (line.Index - 1) % 30 == 7 ? string.Join(',', line.Item.Split(',').Index().Select(cell => numbers.Contains(cell.Index) ? "" : cell.Item)) + ",,\n"
            : $"{line.Item},{s_sites[(line.Index - 1) % 6]},{((line.Index - 1) % 7 < 4 ? "yes" : "no")}\n"));
    }
}
