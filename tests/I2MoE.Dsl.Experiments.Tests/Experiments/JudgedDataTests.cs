using System.Globalization;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>What can be read but not rightly trained on, looked at or replaced is refused, or told before training.</summary>
public sealed class JudgedDataTests : IDisposable
{
    private const string Rest = """
        modalities:
          left: { features: 1, encoder: linear }
          right: { features: 1, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 4 }
        training: { epochs: 2 }

        """;

    private readonly ProgramRun _program = new();

    [Theory]
    [InlineData("data")]
    [InlineData("interactions")]
    [InlineData("train")]
    public async Task A_class_that_the_task_does_not_have_is_refused_by_every_command_that_looks(string command)
    {
        Write("classification, classes: 3", "label: y", "group: null", row => (row % 3) switch { 0 => "0", 1 => "1", _ => "1000" });
        Assert.Contains("declares 3 classes, so labels are 0 to 2", await _program.WrongAsync(command), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classification, classes: 2", "label", "best.metric=auroc", "BestMetric", "AUROC", "has only samples of class 0")]
    [InlineData("classification, classes: 2", "label", "stop={patience: 2, metric: auroc}", "StopMetric", "AUROC", "has only samples of class 0")]
    [InlineData("multi_label, labels: 1", "labels", "best.metric=auroc", "BestMetric", "AUROC", "has no label that some of its samples have and others lack")]
    [InlineData("regression", "target", "best.metric=r2", "BestMetric", "R2", "has the target 0 throughout")]
    [InlineData("regression", "target", "best={metric: pearson}", "BestMetric", "pearson", "has the target 0 throughout")]
    public async Task Epochs_are_not_compared_by_a_metric_that_the_validation_part_does_not_have(string task, string key, string setting, string option, string metric, string reason)
    {
        Write(task, $"{key}: y", "given", row => row is >= 16 and < 20 || row % 2 == 0 ? "0" : "1");
        await _program.OkAsync("train --quiet --out run");
        string error = await _program.WrongAsync($"train --quiet --out other --set training.{setting.Replace(' ', '~')}");
        Assert.Contains($"compares epochs by {metric} ({option}", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feature_that_the_training_part_does_not_show_is_told_where_it_is_far_away()
    {
        Write("regression", "target: y", "given", row => Number(row), row => row < 16 ? "3" : $"{900 + row}");
        await _program.OkAsync("train --quiet --out run");
        Assert.Contains("Feature 'a' of modality Left: one value or none in the training part, others elsewhere, up to 920 away.", _program.Error, StringComparison.Ordinal);
        await _program.OkAsync("data");
        Assert.Contains("Feature 'a' of modality Left", _program.Error, StringComparison.Ordinal);

        // A rare word.
        Write("regression", "target: y", "given", row => Number(row), row => row < 16 ? "0" : "1");
        await _program.OkAsync("train --quiet --out other");
        Assert.DoesNotContain("one value or none", _program.Error, StringComparison.Ordinal);

        // Nothing in the training part: the mean of nothing is 0.
        Write("regression", "target: y", "given", row => Number(row), row => row < 16 ? "" : "70");
        await _program.OkAsync("train --quiet --out third");
        Assert.Contains("up to 70 away", _program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_samples_that_repeat_training_samples_are_told()
    {
        Write("regression", "target: y", "given", row => Number(row), row => $"{(row < 20 ? row : row - 18)}");
        await _program.OkAsync("train --quiet --out run");
        Assert.Contains("4 of 4 test samples are equal to a training sample in every value (Sample 20 to Sample 2, for example)", _program.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("validation samples are equal", _program.Error, StringComparison.Ordinal);

        // Answers to a few questions repeat by their nature.
        Write("regression", "target: y", "given", row => Number(row), row => $"{row % 2}");
        await _program.OkAsync("train --quiet --out other");
        Assert.DoesNotContain("are equal to a training sample", _program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_that_are_written_alike_are_told()
    {
        Write("regression", "target: y", "group", row => Number(row), part: row => row % 2 == 0 ? $"p{row / 4}" : $"P{row / 4}");
        await _program.OkAsync("train --quiet --out run");
        Assert.Contains("The groups 'p0' and 'P0' differ only in case, blanks or unseen signs", _program.Error, StringComparison.Ordinal);
        Write("regression", "target: y", "group", row => Number(row), part: row => (row % 3) switch { 0 => $"{row / 4}", 1 => $"{row / 4}.0", _ => $"0{row / 4}" });
        await _program.OkAsync("train --quiet --out other");
        Assert.DoesNotContain("warning", _program.Error, StringComparison.Ordinal);
        await _program.OkAsync("predict --run other --split test --out -");
        IEnumerable<int> rows = _program.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture));
        Assert.All(rows.GroupBy(row => row / 4), group => Assert.Equal(4, group.Count()));
    }

    [Theory]
    [InlineData("predict --run run --out w.csv", "w.csv")]
    [InlineData("evaluate --run run --out w.csv", "w.csv")]
    [InlineData("interactions --out w.csv", "w.csv")]
    [InlineData("data --html w.csv", "w.csv")]
    [InlineData("evaluate --run run --out run/run.safetensors", "run/run.safetensors")]
    public async Task No_output_replaces_what_is_something_else(string commandLine, string file)
    {
        Write("regression", "target: y", "given", row => Number(row));
        await _program.OkAsync("train --quiet --out run");
        File.Copy(_program.Folder.File("run/weights.safetensors"), _program.Folder.File("run/run.safetensors"));
        byte[] before = await File.ReadAllBytesAsync(_program.Folder.File(file));
        Assert.Contains($"{file} is there already and is not what this command writes, so it is kept.", await _program.WrongAsync(commandLine), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_program.Folder.File(file)));

        // What it wrote before it replaces, and an empty file.
        string again = commandLine.Replace(file, "new", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_program.Folder.File("new"), "");
        await _program.OkAsync(again);
        await _program.OkAsync(again);
    }

    public void Dispose() => _program.Dispose();

    private static string Number(int row) => (row * 7 % 5).ToString(CultureInfo.InvariantCulture);

    // 24 rows: 16 for training, 4 for validation, 4 for testing where the split is given.
    private void Write(string task, string label, string split, Func<int, string> y, Func<int, string>? a = null, Func<int, string>? part = null)
    {
        part ??= row => row < 16 ? "train" : row < 20 ? "validation" : "test";
        IEnumerable<string> lines = Enumerable.Range(0, 24).Select(row => $"{a?.Invoke(row) ?? Number(row + 1)},{row % 3},{part(row)},{y(row)}");
        _program.Folder.Write("w.csv", $"a,b,part,y\n{string.Join('\n', lines)}\n");
        string kind = split is "given" or "group" ? $"{{ kind: {split}, column: part }}" : "{ kind: random }";
        _program.Experiments =
        [
            ProgramRun.Define($"name: W\ntask: {{ kind: {task} }}\n{Rest}data:\n  source: {{ kind: csv, path: w.csv, {label} }}\n  modalities: {{ left: a, right: b }}\n  split: {kind}\n"),
        ];
    }
}
