using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>An experiment with classes in order, from a table to every command.</summary>
public sealed class OrdinalExperimentTests : IDisposable
{
    private const string Stages = """
        name: Stages
        task: { kind: ordinal, classes: 4 }
        modalities:
          left: { features: 2, encoder: linear }
          right: { features: 2, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 16, dropout: 0 }
        experts: { interaction_loss_weight: 0.1 }
        reweighting: { layers: 1 }
        training: { epochs: 20, batch_size: 16, learning_rate: 0.03, calibration: { temperature: true } }
        data:
          source: { kind: csv, path: stages.csv, label: stage, class_names: [none, mild, severe, critical] }
          modalities: { left: ["left *"], right: ["right *"] }
        """;

    private static readonly string[] s_names = ["none", "mild", "severe", "critical"];

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(Stages)] };

    public OrdinalExperimentTests()
    {
        var random = new Random(5);
        StringBuilder text = new("stage,left a,left b,right a,right b\n");
        for (int row = 0; row < 240; row++)
        {
            double[] cells = [.. Enumerable.Range(0, 4).Select(_ => (random.NextDouble() * 4) - 2)];
            int stage = (int)Math.Clamp(Math.Round((0.6 * cells[0]) + (0.6 * cells[2]) + 1.5 + (random.NextDouble() * 0.5)), 0, 3);
            text.Append(CultureInfo.InvariantCulture, $"{s_names[stage]},{cells[0]},{cells[1]},{cells[2]},{cells[3]}\n");
        }

        _program.Folder.Write("stages.csv", text.ToString());
    }

    [Fact]
    public async Task Stages_are_learned_evaluated_predicted_and_explained()
    {
        string output = await _program.OkAsync("train --quiet --baselines --out run");
        Assert.Contains("validation quadratic weighted kappa ", output, StringComparison.Ordinal);
        JsonNode metrics = JsonNode.Parse(_program.Read("run/seed-0/metrics.json"))!;
        JsonNode test = metrics["test"]!;
        Assert.InRange((double)test["quadratic weighted kappa"]!, 0.75, 1);
        Assert.True((double)test["MAE"]! < 0.5 * (double)metrics["baselines"]!["majority class"]!["test"]!["MAE"]!);
        Assert.Equal(0, (double)metrics["baselines"]!["majority class"]!["test"]!["quadratic weighted kappa"]!, 9);
        Assert.InRange((double)metrics["baselines"]!["logistic regression"]!["test"]!["quadratic weighted kappa"]!, 0.6, 1);
        Assert.NotNull(metrics["temperature"]);

        await _program.OkAsync("predict --run run/seed-0 --split all --out all.csv");
        string[][] rows = _program.ReadCsv("all.csv");
        Assert.Equal(s_names.Select(name => $"probability {name}"), rows[0][3..7]);
        Assert.All(rows[1..], row => Assert.Equal(1, row[3..7].Sum(cell => double.Parse(cell, CultureInfo.InvariantCulture)), 1e-5));
        Assert.All(rows[1..], row => Assert.Equal(s_names[Array.IndexOf(row[3..7], row[3..7].MaxBy(cell => double.Parse(cell, CultureInfo.InvariantCulture)))], row[2]));

        using TrainedModel<MultimodalModel> opened = TrainedModel.Open(_program.Folder.File("run/seed-0"));
        Assert.Equal("critical", opened.Predict(new Dictionary<string, float[]> { ["Left"] = [3, 0], ["Right"] = [3, 0] }).Label);
        Assert.Equal("none", opened.Predict(new Dictionary<string, float[]> { ["Left"] = [-3, 0], ["Right"] = [-3, 0] }).Label);

        await _program.OkAsync("explain --run run/seed-0");
        Assert.True(File.Exists(_program.Folder.File("run/seed-0/report/report.html")));
        Assert.DoesNotContain("order of the alphabet", _program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_in_the_order_of_the_alphabet_bring_a_warning()
    {
        _program.Experiments = [ProgramRun.Define(Stages.Replace(", class_names: [none, mild, severe, critical]", "", StringComparison.Ordinal))];
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");
        Assert.Contains("The classes of an ordinal task have the order of the alphabet here: 'critical', 'mild', 'none', 'severe'. Give class_names", _program.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();
}
