using System.Text.Json.Nodes;
using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>A modality of which a sample has no value is said, wherever the sample is spoken of.</summary>
public sealed class MissingModalityTests : IDisposable
{
    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    [Fact]
    public async Task Predictions_and_explanations_say_which_modality_was_missing()
    {
        WriteWithout(row => row is 1 or 8 ? [4, 5, 6] : row == 7 ? [2, 3, 4, 5, 6] : row == 9 ? [4, 5] : []);
        await _program.OkAsync("train --quiet");
        await _program.OkAsync("predict --split all");
        string[][] predicted = _program.ReadCsv("runs/Small/seed-0/predictions-all.csv");
        Assert.Equal("missing", predicted[0][^1]);
        Assert.Equal(["Right", "Left|Right", "Right"], new[] { 1, 7, 8 }.Select(row => predicted[row + 1][^1]));
        Assert.Equal(57, predicted[1..].Count(row => row[^1].Length == 0));

        Assert.Contains("Missing in the data, so that the mean of the training part stands in its place: Left, Right", await _program.OkAsync("explain --sample 7"), StringComparison.Ordinal);
        Assert.Equal(["Right"], await MissingOf(8));
        Assert.Empty(await MissingOf(9));
        await _program.OkAsync("explain --split all");
        JsonArray samples = JsonNode.Parse(_program.Read("runs/Small/seed-0/report/numbers/report.json"))!["samples"]!.AsArray();
        Assert.Equal(["Left", "Right"], samples[7]!["missing"]!.AsArray().Select(name => (string)name!));
        string[][] rows = _program.ReadCsv("runs/Small/seed-0/report/numbers/samples.csv");
        Assert.Equal("Left|Right", rows[8][Array.IndexOf(rows[0], "missing")]);
        Assert.Contains("Missing in the data; the mean of the training part stands in its place", _program.Read("runs/Small/seed-0/report/report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absent_modality_has_no_say_and_metrics_are_told_by_what_is_missing()
    {
        WriteWithout(row => row is 1 or 8 ? [4, 5, 6] : row == 7 ? [2, 3, 4, 5, 6] : []);
        await _program.OkAsync("train --quiet");
        await _program.OkAsync("predict --split all");
        string[][] predicted = _program.ReadCsv("runs/Small/seed-0/predictions-all.csv");
        int unique = Array.FindIndex(predicted[0], column => column.Contains("UniqueRight", StringComparison.Ordinal));
        Assert.Equal(["0", "0"], new[] { 1, 8 }.Select(row => predicted[row + 1][unique]));
        Assert.All(predicted[1..].Where(row => row[^1] is ""), row => Assert.NotEqual("0", row[unique]));

        string output = await _program.OkAsync("evaluate --split all --out metrics.json");
        Assert.Contains("By the modalities that samples lack", output, StringComparison.Ordinal);
        JsonArray patterns = JsonNode.Parse(_program.Read("metrics.json"))!["by_missing"]!.AsArray();
        Assert.Equal(["", "Right", "Left Right"], patterns.Select(pattern => string.Join(' ', pattern!["missing"]!.AsArray())));
        Assert.Equal([57, 2, 1], patterns.Select(pattern => (int)pattern!["samples"]!));
        Assert.Equal(0, (double)patterns[1]!["mean_weights"]!["UniqueRight"]!);
    }

    [Fact]
    public async Task An_optional_modality_is_learned_to_do_without_and_the_report_says_how_well()
    {
        WriteWithout(row => row % 5 == 1 ? [4, 5, 6] : []);
        await _program.OkAsync("train --quiet --set modalities.right.optional=true --set missing.dropout=0.3");
        Assert.DoesNotContain("not optional", _program.Error, StringComparison.Ordinal);
        await _program.OkAsync("predict --split all");
        string[][] predicted = _program.ReadCsv("runs/Small/seed-0/predictions-all.csv");
        int unique = Array.FindIndex(predicted[0], column => column.Contains("UniqueRight", StringComparison.Ordinal));
        int decided = Array.IndexOf(predicted[0], "decided by");
        Assert.All(predicted[1..].Where(row => row[^1] == "Right"), row => Assert.Equal(("0", "UniqueLeft"), (row[unique], row[decided])));
        string explained = await _program.OkAsync("explain --sample 6");
        Assert.Contains("Missing in the data, and optional: Right", explained, StringComparison.Ordinal);
        Assert.Contains("What if a missing modality were taken", explained, StringComparison.Ordinal);
        JsonNode next = JsonNode.Parse(_program.Read("runs/Small/seed-0/explanation-sample-6.json"))!["next_modality"]!.AsArray().Single()!;
        Assert.Equal("Right", (string)next["modality"]!);
        Assert.InRange((int)next["samples_tried"]!, 20, 50);
        Assert.InRange((double)next["change"]!, 0, 1);

        await _program.OkAsync("explain --split all");
        string[][] robustness = _program.ReadCsv("runs/Small/seed-0/report/numbers/robustness.csv");
        Assert.Equal(["modality", "share taken away", "accuracy", "loss"], robustness[0]);
        Assert.Equal(["0", "0.25", "0.5", "0.75", "1"], robustness[1..].Select(row => row[1]));
        Assert.All(robustness[1..], row => Assert.Equal("Right", row[0]));
        Assert.True(File.Exists(_program.Folder.File("runs/Small/seed-0/report/figures/robustness.png")));
        Assert.Contains("When samples lack a modality", _program.Read("runs/Small/seed-0/report/report.html"), StringComparison.Ordinal);
        Assert.Contains(_program.ReadCsv("runs/Small/seed-0/report/numbers/information-groups.csv"), row => row[0] == "present" && row[1] == "Left");
    }

    [Fact]
    public async Task Predictions_say_which_modality_would_tell_most()
    {
        WriteWithout(row => row % 5 == 1 ? [4, 5, 6] : row % 5 == 3 ? [2, 3] : row == 14 ? [2, 3, 4, 5, 6] : []);
        await _program.OkAsync("train --quiet --set modalities.right.optional=true --set modalities.left.optional=true");
        string output = await _program.OkAsync("predict --split all");
        Assert.Contains("Which of them would tell most: --next", output, StringComparison.Ordinal);
        Assert.DoesNotContain("would tell most ", output, StringComparison.Ordinal);
        output = await _program.OkAsync("predict --split all --next --out next.csv");
        Assert.Contains("By the modalities that samples lack", output, StringComparison.Ordinal);
        Assert.Contains("would tell most", output, StringComparison.Ordinal);
        string[][] predicted = _program.ReadCsv("next.csv");
        int missing = Array.IndexOf(predicted[0], "missing");
        Assert.Equal(["next modality", "expected change", "entropy", "expected entropy"], predicted[0][(missing + 1)..]);
        Assert.All(predicted[1..].Where(row => row[missing] is "" or "Left" or "Right"), row => Assert.Equal(row[missing], row[missing + 1]));
        Assert.Contains(predicted[15][missing + 1], (string[])["Left", "Right"]);

        // As the explanation of the one sample has it.
        await _program.OkAsync("explain --sample 6");
        JsonNode next = JsonNode.Parse(_program.Read("runs/Small/seed-0/explanation-sample-6.json"))!["next_modality"]!.AsArray().Single()!;
        Assert.Equal(
            [(double)next["change"]!, (double)next["entropy"]!, (double)next["expected_entropy"]!],
            predicted[7][(missing + 2)..].Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
            (one, other) => Math.Abs(one - other) < 1e-6);

        // Of other data by the training part of the run.
        File.Copy(_program.Folder.File("small.csv"), _program.Folder.File("other.csv"));
        await _program.OkAsync("predict --data other.csv --next --out other.csv.out");
        Assert.Equal(_program.Read("next.csv"), _program.Read("other.csv.out"));
        File.Delete(_program.Folder.File("small.csv"));
        Assert.Contains("--next looks at the training part of the run, which cannot be read", await _program.WrongAsync("predict --data other.csv --next --out again.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_modality_that_some_samples_lack_and_that_is_not_optional_is_told()
    {
        WriteWithout(row => row % 5 == 1 ? [4, 5, 6] : []);
        string output = await _program.OkAsync("train --quiet");
        Assert.Contains("lack modality Right, which is not optional", output + _program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_without_a_modality_is_told_before_training()
    {
        string split = SmallExperiment.Table + "\n  split: { kind: given, column: part }\n";
        _program.Experiments = [ProgramRun.Define(split)];
        WriteWithout(row => row % 6 == 1 ? [4, 5, 6] : []);
        string output = await _program.OkAsync("train --quiet");
        Assert.Contains("warning: Modality Right is missing from all 10 samples of the test part", output + _program.Error, StringComparison.Ordinal);
        WriteWithout(row => row == 1 ? [4, 5, 6] : []);
        await _program.OkAsync("train --quiet");
        Assert.DoesNotContain("is missing from all", _program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_and_standardised_data_remember_rows_and_what_was_missing()
    {
        float nan = float.NaN;
        using var data = new MultimodalDataset(
            [
                new("a", torch.tensor(new[,] { { 1f, nan }, { nan, nan }, { 3f, 4f }, { nan, nan } })),
                new("b", torch.tensor(new[,] { { 1f }, { nan }, { 2f }, { 3f } })),
            ],
            torch.tensor([0L, 1, 0, 1]));
        using MultimodalDataset part = data.Subset([3, 1, 0]);
        using MultimodalDataset standardised = Standardiser.Fit(data).Apply(part);
        using MultimodalDataset again = standardised.Subset([1, 0]);
        Assert.Equal([0, 1, 2, 3], data.SampleRows);
        Assert.Equal([3, 1, 0], standardised.SampleRows);
        Assert.Equal([1, 3], again.SampleRows);
        Assert.Equal(["a", "a b", ""], part.MissingModalities().Select(names => string.Join(' ', names)));
        Assert.Equal(["a", "a b", ""], standardised.MissingModalities().Select(names => string.Join(' ', names)));
        Assert.Equal(["a b", "a"], again.MissingModalities().Select(names => string.Join(' ', names)));
    }

    public void Dispose() => _program.Dispose();

    private async Task<string[]> MissingOf(int sample)
    {
        await _program.OkAsync($"explain --sample {sample}");
        return [.. JsonNode.Parse(_program.Read($"runs/Small/seed-0/explanation-sample-{sample}.json"))!["missing"]!.AsArray().Select(name => (string)name!)];
    }

    // Columns as in the table: kind, left a, left b, right a, right b, right c, counted from 1.
    private void WriteWithout(Func<int, int[]> columns)
    {
        string[] lines = SmallExperiment.Csv().TrimEnd('\n').Split('\n');
        _program.Folder.Write("small.csv", string.Concat(lines.Select((line, place) =>
            string.Join(',', line.Split(',').Select((cell, column) => place > 0 && columns(place - 1).Contains(column + 1) ? "" : cell)) + "\n")));
    }
}
