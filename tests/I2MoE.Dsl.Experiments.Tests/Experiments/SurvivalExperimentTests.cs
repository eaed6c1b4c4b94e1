using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>An experiment about times to an event, from a table to every command.</summary>
public sealed class SurvivalExperimentTests : IDisposable
{
    private const string Patients = """
        name: Patients
        task: { kind: survival, intervals: 5 }
        modalities:
          left: { features: 2, encoder: linear }
          right: { features: 2, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 16, dropout: 0 }
        experts: { interaction_loss_weight: 0.1 }
        reweighting: { layers: 1 }
        training: { epochs: 20, batch_size: 16, learning_rate: 0.03, best: { metric: concordance } }
        data:
          source: { kind: csv, path: patients.csv, target: days, event: died }
          modalities: { left: ["left *"], right: ["right *"] }
        """;

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(Patients)] };

    public SurvivalExperimentTests()
    {
        var random = new Random(5);
        StringBuilder text = new("days,died,left a,left b,right a,right b\n");
        for (int row = 0; row < 300; row++)
        {
            double[] cells = [.. Enumerable.Range(0, 4).Select(_ => (random.NextDouble() * 4) - 2)];
            double time = -300 * Math.Log(1 - random.NextDouble()) * Math.Exp(cells[0] + (0.8 * cells[2]));
            double leaves = 2000 * random.NextDouble();
            text.Append(CultureInfo.InvariantCulture, $"{Math.Ceiling(Math.Min(time, leaves))},{(time <= leaves ? "true" : "false")},{cells[0]},{cells[1]},{cells[2]},{cells[3]}\n");
        }

        _program.Folder.Write("patients.csv", text.ToString());
    }

    [Fact]
    public async Task Times_are_learned_evaluated_predicted_and_explained()
    {
        string output = await _program.OkAsync("train --quiet --baselines --out run");
        Assert.Contains("validation concordance ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hardly known", _program.Error, StringComparison.Ordinal);
        JsonNode metrics = JsonNode.Parse(_program.Read("run/seed-0/metrics.json"))!;
        Assert.InRange((double)metrics["test"]!["concordance"]!, 0.7, 1);
        JsonNode baselines = metrics["baselines"]!;
        Assert.Equal(0.5, (double)baselines["Kaplan-Meier"]!["test"]!["concordance"]!);
        Assert.InRange((double)baselines["logistic hazard"]!["test"]!["concordance"]!, 0.7, 1);
        Assert.InRange((double)baselines["gradient boosting"]!["test"]!["concordance"]!, 0.6, 1);
        Assert.True((double)metrics["test"]!["Brier score"]! < (double)baselines["Kaplan-Meier"]!["test"]!["Brier score"]!);

        await _program.OkAsync("predict --run run/seed-0 --split all --alpha 0.1 --out all.csv");
        string[][] rows = _program.ReadCsv("all.csv");
        Assert.Equal(["sample", "truth", "prediction", "median"], rows[0][..4]);
        Assert.All(rows[0][4..9], name => Assert.StartsWith("survival until ", name, StringComparison.Ordinal));
        Assert.Equal(["low", "high"], rows[0][^2..]);
        Assert.All(rows[1..], row => Assert.Equal(row[4..9].Select(Number).OrderDescending(), row[4..9].Select(Number)));
        Assert.Equal(300 - rows[1..].Count(row => row[1].EndsWith('+')), _program.Read("patients.csv").Split("true").Length - 1);
        Assert.True(rows[1..].Count(row => Number(row[1].TrimEnd('+')) >= Number(row[^2])) > 240);

        using TrainedModel<MultimodalModel> opened = TrainedModel.Open(_program.Folder.File("run/seed-0"));
        NamedPrediction ill = opened.Predict(new Dictionary<string, float[]> { ["Left"] = [-2, 0], ["Right"] = [-2, 0] });
        NamedPrediction well = opened.Predict(new Dictionary<string, float[]> { ["Left"] = [2, 0], ["Right"] = [2, 0] });
        Assert.True(Number(ill.Label) < 0.5 * Number(well.Label));
        Assert.Equal(rows[0][4..9].Select(name => name["survival ".Length..]), well.Probabilities.Keys);
        Assert.All(ill.Probabilities.Zip(well.Probabilities), pair => Assert.True(pair.First.Value < pair.Second.Value));

        Assert.Contains("until ", await _program.OkAsync("explain --run run/seed-0 --sample 3"), StringComparison.Ordinal);
        await _program.OkAsync("explain --run run/seed-0");
        Assert.True(File.Exists(_program.Folder.File("run/seed-0/report/report.html")));
    }

    [Fact]
    public async Task Data_of_another_kind_are_refused_where_they_stand()
    {
        await _program.WrongAsync("interactions");
        Assert.Contains("is not known of samples that left", _program.Error, StringComparison.Ordinal);
        _program.Folder.Write("patients.csv", _program.Read("patients.csv").Replace("true", "dead", StringComparison.Ordinal));
        await _program.WrongAsync("train --quiet --out run");
        Assert.Contains("'dead' does not say whether the event happened; allowed: 1 or true", _program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_events_for_many_intervals_bring_a_warning()
    {
        await _program.OkAsync("train --quiet --set training.epochs=1 --set task.intervals=60 --out run");
        Assert.Contains(" events for 60 intervals of time, fewer than 5 for each, so that their hazards are hardly known. Say intervals: ", _program.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5,true|5,true", "has no sample that is known to be later than the first event, at 5")]
    [InlineData("5,false|7,false", "has no sample of which the event is known to have happened")]
    [InlineData("5,true|5,false", null)]
    public async Task A_part_of_which_no_two_samples_can_be_compared_is_told(string test, string? reason)
    {
        string[] rows = [.. Enumerable.Range(1, 25).Select(day => $"{day},true,{day},1,2,{day},train"), "3,true,1,1,1,1,validation", "4,false,1,1,1,1,validation", .. test.Split('|').Select(label => $"{label},2,2,2,2,test")];
        _program.Folder.Write("patients.csv", $"days,died,left a,left b,right a,right b,part\n{string.Join('\n', rows)}\n");
        await _program.OkAsync("train --quiet --set training.epochs=1 --set data.split={~kind:~given,~column:~part~} --out run");
        Assert.Equal(reason is null ? "" : $"warning: The test part {reason}, so that its concordance is not defined.", _program.Error.Trim());
    }

    public void Dispose() => _program.Dispose();

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
