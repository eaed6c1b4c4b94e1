using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Thresholds from <c>train</c> to whatever decides by them: a rare class that is predicted below a half.</summary>
public sealed class ThresholdCommandTests : IDisposable
{
    private const string Rare = """
        name: Rare
        task: { kind: classification, classes: 2 }
        modalities:
          left: { features: 2, encoder: linear }
          right: { features: 2, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 8, dropout: 0 }
        reweighting: { layers: 1 }
        training: { epochs: 4, batch_size: 32, learning_rate: 0.02, thresholds: { metric: f1 } }
        data:
          source: { kind: csv, path: rare.csv, label: state, class_names: [well, ill] }
          modalities: { left: ["left *"], right: ["right *"] }
        """;

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(Rare)] };

    public ThresholdCommandTests()
    {
        var random = new Random(5);
        StringBuilder text = new("state,left a,left b,right a,right b\n");
        for (int row = 0; row < 400; row++)
        {
            bool isIll = row % 8 == 0;
            double[] cells = [.. Enumerable.Range(0, 4).Select(cell => (random.NextDouble() * 4) - 2 + (isIll && cell % 2 == 0 ? 1 : 0))];
            text.AppendLine(CultureInfo.InvariantCulture, $"{(isIll ? "ill" : "well")},{cells[0]},{cells[1]},{cells[2]},{cells[3]}");
        }

        _program.Folder.Write("rare.csv", text.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_threshold_is_kept_with_the_run_and_decides_in_every_command()
    {
        string output = await _program.OkAsync("train --quiet --out run");
        Assert.Contains("Predicted from now on above a probability, fitted on the validation part: ill 0.", output, StringComparison.Ordinal);
        Assert.Contains("without thresholds", output, StringComparison.Ordinal);
        JsonNode metrics = JsonNode.Parse(_program.Read("run/metrics.json"))!;
        double threshold = (double)metrics["thresholds"]![0]!;
        Assert.InRange(threshold, 0.02, 0.45);
        Assert.Equal((double)metrics["test"]!["log loss"]!, (double)metrics["test_without_thresholds"]!["log loss"]!);

        using TrainedModel<MultimodalModel> opened = TrainedModel.Open(_program.Folder.File("run"));
        Assert.Equal([threshold], opened.Thresholds);

        await _program.OkAsync("evaluate --run run --split validation --out validation.json");
        JsonNode validation = JsonNode.Parse(_program.Read("validation.json"))!;
        Assert.True((double)validation["metrics"]!["macro F1"]! > (double)validation["metrics_without_thresholds"]!["macro F1"]!);

        await _program.OkAsync("predict --run run --split all --out all.csv");
        string[][] rows = _program.ReadCsv("all.csv");
        int place = Array.IndexOf(rows[0], "probability ill");
        Assert.All(rows[1..], row => Assert.Equal(double.Parse(row[place], CultureInfo.InvariantCulture) > threshold ? "ill" : "well", row[2]));
        string[] between = rows[1..].First(row => double.Parse(row[place], CultureInfo.InvariantCulture) is var p && p > threshold && p < 0.5);
        Assert.Contains("predicted ill", await _program.OkAsync($"explain --run run --sample {between[0]}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_option_there_is_none()
    {
        string output = await _program.OkAsync("train --quiet --set training.thresholds.metric=none --set training.epochs=1 --out run");
        Assert.DoesNotContain("threshold", output, StringComparison.OrdinalIgnoreCase);
        Assert.Null(JsonNode.Parse(_program.Read("run/metrics.json"))!["thresholds"]);
    }

    public void Dispose() => _program.Dispose();
}
