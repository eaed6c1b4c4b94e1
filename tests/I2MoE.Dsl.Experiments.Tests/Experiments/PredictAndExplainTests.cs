using System.Globalization;
using System.Text.Json.Nodes;

namespace I2MoE.Dsl.Tests.Experiments;

public sealed class PredictAndExplainTests : IDisposable
{
    private static readonly string[] s_named = ["Left: step", "Left: wave", "Right: cosine", "Right: fast sine", "Right: sine"];

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public PredictAndExplainTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Fact]
    public async Task Predictions_have_probabilities_and_weights_that_sum_to_one()
    {
        await _program.OkAsync("train --quiet");
        await _program.OkAsync("predict");
        string[][] rows = _program.ReadCsv("runs/Small/seed-0/predictions-test.csv");
        Assert.Equal(
            ["sample", "truth", "prediction", "probability red", "probability green", "probability blue", "weight UniqueLeft", "weight UniqueRight", "weight Synergy", "weight Redundancy", "decided by", "missing"],
            rows[0]);
        Assert.Equal(9, rows.Length - 1);
        foreach (string[] row in rows[1..])
        {
            string[] names = ["red", "green", "blue"];
            double[] probabilities = [.. row[3..6].Select(Number)];
            Assert.Equal(1, probabilities.Sum(), 5);
            Assert.Equal(1, row[6..^2].Sum(Number), 5);
            Assert.Equal(names[Array.IndexOf(probabilities, probabilities.Max())], row[2]);
            Assert.Equal(names[SmallExperiment.Class(int.Parse(row[0], CultureInfo.InvariantCulture))], row[1]);
        }

        JsonNode metrics = JsonNode.Parse(_program.Read("runs/Small/seed-0/metrics.json"))!;
        Assert.Equal((double)metrics["test"]!["accuracy"]!, rows[1..].Average(row => row[1] == row[2] ? 1.0 : 0), 12);
    }

    [Fact]
    public async Task New_data_need_no_labels_and_no_order_of_columns()
    {
        await _program.OkAsync("train --quiet");
        await _program.OkAsync("predict --split all --out known.csv");
        _program.Folder.Write("new.csv", SmallExperiment.Csv(hasLabels: false, isReversed: true));
        await _program.OkAsync("predict --data new.csv");
        string[][] known = _program.ReadCsv("known.csv");
        string[][] unlabelled = _program.ReadCsv("runs/Small/seed-0/predictions-new.csv");
        Assert.DoesNotContain("truth", unlabelled[0]);
        Assert.Equal(known.Select(row => string.Join(',', [row[0], .. row[2..]])), unlabelled.Select(row => string.Join(',', row)));
        Assert.Contains("the label", await _program.WrongAsync("evaluate --data new.csv"), StringComparison.Ordinal);
        Assert.Contains("are not split", await _program.WrongAsync("predict --data new.csv --split test"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrays_need_no_labels_either()
    {
        SmallExperiment.WriteNpz(_program.Folder.File("small.npz"));
        SmallExperiment.WriteNpz(_program.Folder.File("new.npz"), hasLabels: false);
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Arrays)];
        await _program.OkAsync("train --quiet");
        string output = await _program.OkAsync("predict --data new.npz --out -");
        Assert.StartsWith("sample,prediction,probability 0,", output, StringComparison.Ordinal);
        Assert.Equal(SmallExperiment.Samples + 1, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        string explained = await _program.OkAsync("explain --data new.npz");
        Assert.Contains("│ all", explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_has_the_curves_and_the_names_of_the_run()
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table + "\n  sample_names: names.txt\n")];
        _program.Folder.Write("names.txt", string.Concat(Enumerable.Range(0, SmallExperiment.Samples).Select(sample => $"thing {sample}\n")));
        await _program.OkAsync("train --quiet");
        Assert.Contains("report.html", await _program.OkAsync("explain --split validation"), StringComparison.Ordinal);
        string page = _program.Read("runs/Small/seed-0/report/report.html");
        Assert.Contains("validation samples", page, StringComparison.Ordinal);
        Assert.Contains("sample_names: names.txt", page, StringComparison.Ordinal);
        string[][] predicted = await PredictedAsync("validation");
        string[][] shown = _program.ReadCsv("runs/Small/seed-0/report/numbers/samples.csv");
        Assert.Equal(predicted[1..].Select(row => ($"thing {row[0]}", row[0], row[1], row[2], row[3])), shown[1..].Select(row => (row[1], row[0], row[1], row[2], row[3])));
        string[][] losses = _program.ReadCsv("runs/Small/seed-0/report/numbers/losses.csv");
        string[][] history = _program.ReadCsv("runs/Small/seed-0/history.csv");
        Assert.Equal(history[1..].Select(row => string.Join(',', row[..^2])), losses[1..].Select(row => string.Join(',', row[..^1])));
        Assert.DoesNotContain("Report", await _program.OkAsync("explain --no-report --out elsewhere"), StringComparison.Ordinal);

        _program.Folder.Write("names.txt", "one\ntwo\n");
        Assert.Contains("has 2 lines, but the source has 60 samples", await _program.WrongAsync("explain"), StringComparison.Ordinal);
        _program.Folder.Write("new.csv", SmallExperiment.Csv());
        await _program.OkAsync("explain --data new.csv");
    }

    [Fact]
    public async Task The_report_calls_features_by_their_names()
    {
        SmallExperiment.WriteNpz(_program.Folder.File("small.npz"));
        _program.Folder.Write("right.txt", "sine\ncosine\nfast sine\n");
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Arrays + "\n  feature_names: { left: [step, wave], right: right.txt }\n")];
        await _program.OkAsync("train --quiet");
        await _program.OkAsync("explain");
        Assert.Equal(s_named, FeaturesOfReport("seed-0"));
        Assert.Contains("\"fast sine\"", _program.Read("runs/Small/seed-0/report/report.html"), StringComparison.Ordinal);

        // Other data are explained without a report, and so without the file; columns of a table have names of their own.
        File.Delete(_program.Folder.File("right.txt"));
        SmallExperiment.WriteNpz(_program.Folder.File("other.npz"));
        await _program.OkAsync("explain --data other.npz");
        Assert.Contains("right.txt", await _program.WrongAsync("explain"), StringComparison.Ordinal);
        await _program.OkAsync("train --quiet --data small.csv --set data.source.label=kind --set data.modalities.left=[\"left~*\"] --set data.modalities.right=[\"right~*\"]");
        await _program.OkAsync("explain");
        Assert.Equal(["Left: left a", "Left: left b", "Right: right a", "Right: right b", "Right: right c"], FeaturesOfReport("seed-0-2"));
    }

    [Theory]
    [InlineData("{ right: nowhere.txt }", "data.feature_names of Right: 'nowhere.txt' does not exist. Looked for")]
    [InlineData("{ right: two.tx }", "Did you mean 'two.txt'?")]
    [InlineData("{ right: two.txt }", "data.feature_names of Right has 2 lines, but modality Right has 3 features; expected one name on each line.")]
    [InlineData("{ right: gap.txt }", "data.feature_names of Right: line 2 is empty, so that a feature would have no name.")]
    [InlineData("{ right: folder }", "data.feature_names of Right names a folder; expected a text file with one name on each line.")]
    public async Task A_file_of_names_that_does_not_fit_is_refused(string names, string message)
    {
        SmallExperiment.WriteNpz(_program.Folder.File("small.npz"));
        _program.Folder.Write("two.txt", "one\ntwo\n");
        _program.Folder.Write("gap.txt", "one\n\nthree\n");
        Directory.CreateDirectory(_program.Folder.File("folder"));
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Arrays + $"\n  feature_names: {names}\n")];
        Assert.Contains(message, await _program.WrongAsync("train --quiet"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_program.Folder.File("runs")));
    }

    private string[] FeaturesOfReport(string run) =>
        [.. _program.ReadCsv($"runs/Small/{run}/report/numbers/features.csv")[1..].Select(row => $"{row[1]}: {row[2]}").Distinct().Order(StringComparer.Ordinal)];

    private async Task<string[][]> PredictedAsync(string part)
    {
        await _program.OkAsync($"predict --split {part}");
        return _program.ReadCsv($"runs/Small/seed-0/predictions-{part}.csv");
    }

    [Fact]
    public async Task A_sample_is_explained_as_it_would_be_with_other_values()
    {
        await _program.OkAsync("train --quiet --no-check");
        string output = await _program.OkAsync("explain --sample 4 --change left~a=0.25 --change right.right~b=-1.5 --out what");
        JsonNode whatIf = JsonNode.Parse(_program.Read("what/explanation-sample-4.json"))!["what_if"]!;
        Assert.Contains("What if: Left, left a 0.25 instead of", output, StringComparison.Ordinal);

        // The same as of data in which it has these values.
        string[][] cells = [.. SmallExperiment.Csv().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        cells[5][Array.IndexOf(cells[0], "left a")] = "0.25";
        cells[5][Array.IndexOf(cells[0], "right b")] = "-1.5";
        _program.Folder.Write("changed.csv", string.Concat(cells.Select(row => string.Join(',', row) + "\n")));
        await _program.OkAsync("explain --sample 4 --data changed.csv --out changed");
        JsonNode changed = JsonNode.Parse(_program.Read("changed/explanation-sample-4.json"))!;
        Assert.Equal((string)changed["prediction"]!, (string)whatIf["prediction"]!);
        Assert.All(changed["outputs"]!.AsArray().Zip(whatIf["outputs"]!.AsArray()), pair => Assert.Equal((double)pair.First!, (double)pair.Second!, precision: 4));

        string masked = await _program.OkAsync("explain --sample 4 --mask left --out masked");
        Assert.Contains("What if: without Left (masked as in training)", masked, StringComparison.Ordinal);
        Assert.Equal("Left", (string)JsonNode.Parse(_program.Read("masked/explanation-sample-4.json"))!["what_if"]!["masked"]![0]!);
        Assert.Null(JsonNode.Parse(_program.Read("changed/explanation-sample-4.json"))!["what_if"]);
    }

    [Theory]
    [InlineData("--mask lefft --sample 4", "Did you mean 'Left'?")]
    [InlineData("--change left.zz=1 --sample 4", "there is no feature 'left.zz'")]
    [InlineData("--change left~a --sample 4", "takes FEATURE=VALUE")]
    [InlineData("--change left~a=NaN --sample 4", "takes FEATURE=VALUE")]
    [InlineData("--change left~a=1e39 --sample 4", "left a=1E+39 is beyond what the 32-bit numbers of the model hold")]
    [InlineData("--change left~a=1 --mask Left --sample 4", "is masked, so that nobody would see it")]
    [InlineData("--mask Left", "name it with --sample N")]
    public async Task A_change_that_cannot_be_made_is_refused(string options, string message)
    {
        await _program.OkAsync("train --quiet --no-check");
        Assert.Contains(message, await _program.WrongAsync($"explain {options}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_weights_are_explained_for_all_samples_and_by_class()
    {
        await _program.OkAsync("train --quiet");
        string output = await _program.OkAsync("explain --split all");
        Assert.Contains("│ green", output, StringComparison.Ordinal);
        JsonNode explanation = JsonNode.Parse(_program.Read("runs/Small/seed-0/explanation-all.json"))!;
        JsonArray groups = explanation["groups"]!.AsArray();
        Assert.Equal(["all", "red", "green", "blue"], groups.Select(group => (string)group!["group"]!));
        Assert.Equal([60, 20, 20, 20], groups.Select(group => (int)group!["samples"]!));
        double all = (double)groups[0]!["mean_weight"]!["Synergy"]!;
        Assert.Equal(all, groups.Skip(1).Average(group => (double)group!["mean_weight"]!["Synergy"]!), 6);
        Assert.Equal(1 + (4 * 4), _program.ReadCsv("runs/Small/seed-0/explanation-all.csv").Length);
    }

    [Fact]
    public async Task The_contributions_of_the_experts_sum_to_the_prediction()
    {
        await _program.OkAsync("train --quiet");
        string output = await _program.OkAsync("explain --sample 7 --out figures");
        Assert.Contains("Sample 7 (", output, StringComparison.Ordinal);
        Assert.Contains("truly green", output, StringComparison.Ordinal);
        JsonNode sample = JsonNode.Parse(_program.Read("figures/explanation-sample-7.json"))!;
        Assert.Equal(4, sample["experts"]!.AsArray().Count);
        for (int output1 = 0; output1 < 3; output1++)
        {
            int index = output1;
            Assert.Equal((double)sample["outputs"]![index]!, sample["experts"]!.AsArray().Sum(expert => (double)expert!["contributions"]![index]!), 4);
        }

        Assert.Contains("--sample is 60. Allowed: 0 to 59.", await _program.WrongAsync("explain --sample 60"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_baseline_predicts_and_has_no_experts_to_explain()
    {
        await _program.OkAsync("train --quiet --baseline");
        await _program.OkAsync("predict --baseline");
        Assert.DoesNotContain("weight UniqueLeft", _program.ReadCsv("runs/Small/vanilla-seed-0/predictions-test.csv")[0]);
        Assert.Contains("has no experts to explain", await _program.WrongAsync("explain --baseline"), StringComparison.Ordinal);
        Assert.Contains("There is no finished run of Small", await _program.WrongAsync("explain"), StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
