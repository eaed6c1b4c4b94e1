using System.Globalization;
using System.Text.Json.Nodes;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary><c>train --baselines</c>: what a model has to be better than, beside it.</summary>
public sealed class BaselinesTests : IDisposable
{
    private const string Regression = """
        name: Numbers
        task: regression
        modalities:
          left: { features: 1, encoder: linear }
          right: { features: 2, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 8 }
        training: { epochs: 1, batch_size: 16 }
        data:
          source: { kind: csv, path: numbers.csv, target: target }
          modalities: { left: left, right: ["right *"] }
        """;

    private const string MultiLabel = """
        name: Labels
        task: { kind: multi_label, labels: 2 }
        modalities:
          left: { features: 1, encoder: linear }
          right: { features: 2, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 8 }
        training: { epochs: 1, batch_size: 16 }
        data:
          source: { kind: csv, path: labels.csv, labels: [first, second] }
          modalities: { left: left, right: ["right *"] }
        """;

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public BaselinesTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Fact]
    public async Task Classes_are_compared_in_one_table_and_kept()
    {
        string output = await _program.OkAsync("train --baselines --quiet --set training.epochs=1");
        string table = output[output.IndexOf("Small: test, seed 0", StringComparison.Ordinal)..];
        foreach (string model in (string[])["I2MoE", "vanilla", "majority class", "logistic regression", "gradient boosting"])
        {
            Assert.Contains($"│ {model} ", table, StringComparison.Ordinal);
        }

        // The first column tells the class, and there are as many of each.
        JsonNode kept = JsonNode.Parse(_program.Read("runs/Small/seed-0/metrics.json"))!["baselines"]!;
        Assert.Equal(1, (double)kept["logistic regression"]!["test"]!["accuracy"]!);
        Assert.Equal(1, (double)kept["gradient boosting"]!["test"]!["accuracy"]!);
        Assert.Equal(1 / 3d, (double)kept["majority class"]!["test"]!["accuracy"]!, 6);
        Assert.Equal(Math.Log(3), (double)kept["majority class"]!["test"]!["log loss"]!, 4);
        Assert.StartsWith("L2 ", (string?)kept["logistic regression"]!["setting"], StringComparison.Ordinal);
        Assert.Null(JsonNode.Parse(_program.Read("runs/Small/vanilla-seed-0/metrics.json"))!["baselines"]);

        await _program.OkAsync("train --baselines --quiet --set training.epochs=1 --out again");
        Assert.True(JsonNode.DeepEquals(kept, JsonNode.Parse(_program.Read("again/seed-0/metrics.json"))!["baselines"]));
        Assert.Contains("give one of the two", await _program.WrongAsync("train --baselines --baseline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_are_predicted_by_ridge_regression_and_boosting()
    {
        IEnumerable<string> rows = Enumerable.Range(0, 100).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row % 10},{row % 7},{row % 3},{500 + (20 * (row % 10)) - (3 * (row % 7))}"));
        _program.Folder.Write("numbers.csv", "left,right a,right b,target\n" + string.Join('\n', rows) + "\n");
        _program.Experiments = [ProgramRun.Define(Regression)];
        await _program.OkAsync("train --baselines --quiet");
        JsonNode kept = JsonNode.Parse(_program.Read("runs/Numbers/seed-0/metrics.json"))!["baselines"]!;
        Assert.InRange((double)kept["ridge regression"]!["test"]!["R2"]!, 0.9999, 1);
        Assert.InRange((double)kept["gradient boosting"]!["test"]!["R2"]!, 0.9, 1);
        Assert.InRange((double)kept["mean"]!["test"]!["R2"]!, -0.5, 0.001);
    }

    [Fact]
    public async Task Labels_are_predicted_one_by_one_even_where_all_samples_have_one()
    {
        IEnumerable<string> rows = Enumerable.Range(0, 100).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row % 10},{row % 7},{row % 3},{(row % 10 > 5 ? 1 : 0)},1"));
        _program.Folder.Write("labels.csv", "left,right a,right b,first,second\n" + string.Join('\n', rows) + "\n");
        _program.Experiments = [ProgramRun.Define(MultiLabel)];
        await _program.OkAsync("train --baselines --quiet");
        JsonNode kept = JsonNode.Parse(_program.Read("runs/Labels/seed-0/metrics.json"))!["baselines"]!;
        Assert.Equal(1, (double)kept["logistic regression"]!["test"]!["macro F1"]!);
        Assert.Equal(1, (double)kept["gradient boosting"]!["test"]!["macro F1"]!);
        Assert.InRange((double)kept["label shares"]!["test"]!["macro F1"]!, 0.4, 0.9);
    }

    public void Dispose() => _program.Dispose();
}
