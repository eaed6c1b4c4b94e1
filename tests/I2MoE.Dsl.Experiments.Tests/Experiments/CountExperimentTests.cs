using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>An experiment that counts, from a table to every command.</summary>
public sealed class CountExperimentTests : IDisposable
{
    private const string Visits = """
        name: Visits
        task: count
        modalities:
          left: { features: 2, encoder: linear }
          right: { features: 2, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 16, dropout: 0 }
        experts: { interaction_loss_weight: 0.1 }
        reweighting: { layers: 1 }
        training: { epochs: 25, batch_size: 16, learning_rate: 0.03, best: { metric: poisson_deviance } }
        data:
          source: { kind: csv, path: visits.csv, target: visits }
          modalities: { left: ["left *"], right: ["right *"] }
        """;

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(Visits)] };

    public CountExperimentTests()
    {
        var random = new Random(5);
        StringBuilder text = new("visits,left a,left b,right a,right b\n");
        for (int row = 0; row < 240; row++)
        {
            double[] cells = [.. Enumerable.Range(0, 4).Select(_ => (random.NextDouble() * 4) - 2)];
            text.Append(CultureInfo.InvariantCulture, $"{Poisson(random, Math.Exp((0.7 * cells[0]) + (0.6 * cells[2]) + 2))},{cells[0]},{cells[1]},{cells[2]},{cells[3]}\n");
        }

        _program.Folder.Write("visits.csv", text.ToString());
    }

    [Fact]
    public async Task Counts_are_learned_evaluated_predicted_and_explained()
    {
        string output = await _program.OkAsync("train --quiet --baselines --out run");
        Assert.Contains("validation Poisson deviance ", output, StringComparison.Ordinal);
        JsonNode metrics = JsonNode.Parse(_program.Read("run/seed-0/metrics.json"))!;
        Assert.InRange((double)metrics["test"]!["D2"]!, 0.7, 1);
        double deviance = (double)metrics["test"]!["Poisson deviance"]!;
        JsonNode baselines = metrics["baselines"]!;
        Assert.True(deviance < 0.5 * (double)baselines["mean"]!["test"]!["Poisson deviance"]!);
        Assert.InRange((double)baselines["Poisson regression"]!["test"]!["D2"]!, 0.7, 1);
        Assert.InRange((double)baselines["gradient boosting"]!["test"]!["D2"]!, 0.5, 1);

        await _program.OkAsync("predict --run run/seed-0 --split all --out all.csv");
        string[][] rows = _program.ReadCsv("all.csv");
        Assert.Equal(["sample", "truth", "prediction"], rows[0][..3]);
        Assert.All(rows[1..], row => Assert.True(double.Parse(row[2], CultureInfo.InvariantCulture) > 0));
        double error = rows[1..].Average(row => Math.Abs(double.Parse(row[2], CultureInfo.InvariantCulture) - double.Parse(row[1], CultureInfo.InvariantCulture)));
        Assert.InRange(error, 0, 8);

        using TrainedModel<MultimodalModel> opened = TrainedModel.Open(_program.Folder.File("run/seed-0"));
        NamedPrediction named = opened.Predict(new Dictionary<string, float[]> { ["Left"] = [0, 0], ["Right"] = [0, 0] });
        Assert.Equal(Math.Exp(named.Outputs[0]), double.Parse(named.Label, CultureInfo.InvariantCulture), 1e-3);
        Assert.InRange(double.Parse(named.Label, CultureInfo.InvariantCulture), 4, 12);
        Assert.Empty(named.Probabilities);

        Assert.Contains("log rate", await _program.OkAsync("explain --run run/seed-0 --sample 3"), StringComparison.Ordinal);
        await _program.OkAsync("explain --run run/seed-0");
        Assert.True(File.Exists(_program.Folder.File("run/seed-0/report/report.html")));
    }

    [Fact]
    public async Task A_table_without_counts_is_refused()
    {
        _program.Folder.Write("visits.csv", _program.Read("visits.csv").Replace("\n3,", "\n3.5,", StringComparison.Ordinal));
        await _program.WrongAsync("train --quiet --out run");
        Assert.Contains("Visits predicts counts, whole numbers from 0, but sample ", _program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_counts_that_are_not_divided_by_their_mean_bring_a_warning()
    {
        const string warning = "while a model begins by expecting about 1";
        await _program.OkAsync("train --quiet --set training.epochs=1 --set data.standardise=false --out small");
        Assert.DoesNotContain(warning, _program.Error, StringComparison.Ordinal);

        string[] lines = _program.Read("visits.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _program.Folder.Write("visits.csv", string.Join('\n', lines.Select((line, row) => row == 0 ? line : "1" + line)) + "\n");
        await _program.OkAsync("train --quiet --set training.epochs=1 --set data.standardise=false --out large");
        Assert.Contains(warning, _program.Error, StringComparison.Ordinal);
        await _program.OkAsync("train --quiet --set training.epochs=1 --out divided");
        Assert.DoesNotContain(warning, _program.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    private static int Poisson(Random random, double rate)
    {
        double product = random.NextDouble();
        int count = 0;
        for (double limit = Math.Exp(-rate); product > limit; count++)
        {
            product *= random.NextDouble();
        }

        return count;
    }
}
