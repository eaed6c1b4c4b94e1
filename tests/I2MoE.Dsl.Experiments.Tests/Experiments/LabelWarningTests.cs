using System.Text.Json.Nodes;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>What <c>train</c> says about labels that cannot be learned or judged.</summary>
public sealed class LabelWarningTests : IDisposable
{
    private const string Rest = """
        modalities:
          left: { features: 1, encoder: linear }
          right: { features: 1, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 4 }
        training: { epochs: 1 }

        """;

    private const string Data = """
        data:
          source: { kind: csv, path: w.csv, LABELS }
          modalities: { left: a, right: b }
          split: { kind: given, column: part }
        """;

    private readonly ProgramRun _program = new();

    [Theory]
    [InlineData("train x|train y|validation x|validation y|test x|test y", "")]
    [InlineData("train x|train x|validation x|validation y|test x|test y", "Class 'y' (1 in validation, 1 in test) never occurs in the training part, so that it cannot be learned and every such sample counts as wrong.")]
    [InlineData("train x|train y|validation x|validation x|test x|test y", "Class 'y' (1 in training) never occurs in the validation part, so that the best epoch is chosen without it.")]
    [InlineData("train x|train y|validation y|validation x|test x|test x", "Class 'y' (1 in training) never occurs in the test part, so that the test metrics are computed without it.")]
    public async Task A_class_that_a_part_lacks_is_named(string rows, string warning)
    {
        await TrainAsync("{ kind: classification, classes: 2 }", "label: kind, class_names: [x, y]", "kind", rows);
        Assert.Equal(warning.Length == 0 ? "" : $"warning: {warning}", _program.Error.Trim());
        Assert.Equal(warning.Length == 0 ? [] : [warning], JsonNode.Parse(_program.Read("run/run.json"))!["warnings"]!.AsArray().Select(text => (string)text!));
    }

    [Fact]
    public async Task Classes_of_no_part_similar_names_and_weights_are_told_once()
    {
        string rows = "train x|train X|train X|validation x|validation X|test x|test X";
        await TrainAsync("{ kind: classification, classes: 3, class_weights: [1, 5, 1] }", "label: kind, class_names: [X, x, ' X x']", "kind", rows, "--seeds 0,1");
        string[] warnings = _program.Error.Trim().Split(Environment.NewLine);
        Assert.Equal(3, warnings.Length);
        Assert.Equal("warning: 'X' and 'x' differ only in case, blanks or unseen signs, and are two different classes; if one is meant, mend the data.", warnings[0]);
        Assert.Equal("warning: Class ' X x' occurs in no part of the data, though the task has 3 classes.", warnings[1]);
        Assert.Contains("the best epoch is chosen by the loss without weights, in which 'x' (1 of 3 in training) hardly counts", warnings[2], StringComparison.Ordinal);
        await _program.WrongAsync("train --out other --set data.source.class_names=[X,y,z]");
        Assert.Contains("'x' is not a class; allowed: 'X', 'y', 'z', or 0 to 2. Did you mean 'X'?", _program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Found_classes_that_are_too_many_are_compared()
    {
        _program.Folder.Write("w.csv", "a,b,part,kind\n1,1,train,ill\n1,1,train,Ill\n1,1,validation,well\n1,1,test,well\n");
        _program.Experiments = [ProgramRun.Define($"name: W\ntask: {{ kind: classification, classes: 2 }}\n{Rest}{Data.Replace("LABELS", "label: kind", StringComparison.Ordinal)}")];
        Assert.Contains("'Ill' and 'ill' differ only in case, blanks or unseen signs", await _program.WrongAsync("train"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_that_no_sample_or_every_sample_has_is_named()
    {
        await TrainAsync("{ kind: multi_label, labels: 2 }", "labels: [u, v]", "u,v", "train 0,1|train 0,0|validation 1,1|validation 0,1|test 1,0|test 0,1");
        string[] warnings = _program.Error.Trim().Split(Environment.NewLine);
        Assert.Equal(["warning: No sample of the training part has label 'u', so that it cannot be learned.", "warning: No sample of the validation part lacks label 'v'."], warnings);
    }

    [Theory]
    [InlineData("regression", "0.1", "0.1", true)]
    [InlineData("count", "3", "3", true)]
    [InlineData("regression", "0.1", "0.2", false)]
    public async Task Targets_that_are_all_the_same_are_told(string task, string first, string second, bool isTold)
    {
        await TrainAsync($"{{ kind: {task} }}", "target: t", "t", $"train {first}|train {second}|train {first}|validation 1|validation 2|test 1|test 2");
        Assert.Equal(isTold, _program.Error.Contains($"Every target of the training part is {first}, so that there is nothing to learn. Is it the right column?", StringComparison.Ordinal));
    }

    public void Dispose() => _program.Dispose();

    private async Task TrainAsync(string task, string labels, string columns, string rows, string options = "")
    {
        IEnumerable<string> lines = rows.Split('|').Select((row, i) => $"{i},{i % 3},{row.Replace(' ', ',')}");
        _program.Folder.Write("w.csv", $"a,b,part,{columns}\n{string.Join('\n', lines)}\n");
        _program.Experiments = [ProgramRun.Define($"name: W\ntask: {task}\n{Rest}{Data.Replace("LABELS", labels, StringComparison.Ordinal)}")];
        await _program.OkAsync($"train --quiet --out run {options}");
    }
}
