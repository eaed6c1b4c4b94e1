using System.Globalization;
using System.Text.Json.Nodes;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>An experiment whose target has units of its own.</summary>
[Collection(ProcessWide.Name)]
public sealed class RegressionExperimentTests : IDisposable
{
    private const string Houses = """
        name: Houses
        task: regression
        modalities:
          left: { features: 2, encoder: linear }
          right: { features: 3, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 16, dropout: 0 }
        experts: { interaction_loss_weight: 0.1 }
        reweighting: { layers: 1 }
        training: { epochs: 40, batch_size: 8, learning_rate: 0.02 }
        data:
          source: { kind: csv, path: houses.csv, target: price }
          modalities: { left: ["left *"], right: ["right *"] }
        """;

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(Houses)] };

    public RegressionExperimentTests()
    {
        string[] lines = SmallExperiment.Csv().TrimEnd('\n').Split('\n');
        _program.Folder.Write("houses.csv", string.Concat(lines.Select((line, place) =>
            string.Join(',', line.Split(',').Select((cell, column) => column > 0 ? cell : place == 0 ? "price" : Price(place - 1).ToString(CultureInfo.InvariantCulture))) + "\n")));
    }

    [Fact]
    public async Task Prices_of_houses_are_learned_kept_and_predicted_in_their_units()
    {
        await _program.OkAsync("train --quiet");
        JsonNode metrics = JsonNode.Parse(_program.Read("runs/Houses/seed-0/metrics.json"))!;
        Assert.InRange((double)metrics["test"]!["R2"]!, 0.7, 1);
        await _program.OkAsync("predict");
        string[][] rows = _program.ReadCsv("runs/Houses/seed-0/predictions-test.csv")[1..];
        Assert.All(rows, row => Assert.InRange(double.Parse(row[2], CultureInfo.InvariantCulture), 20_000, 500_000));
        Assert.All(rows, row => Assert.Equal(Price(int.Parse(row[0], CultureInfo.InvariantCulture)), double.Parse(row[1], CultureInfo.InvariantCulture), 1.0));
        JsonNode target = JsonNode.Parse(_program.Read("runs/Houses/seed-0/preprocessing.json"))!["target"]!;
        Assert.InRange((double)target["mean"]!, 100_000, 300_000);

        await _program.OkAsync($"explain --sample {rows[0][0]}");
        JsonNode explained = JsonNode.Parse(_program.Read($"runs/Houses/seed-0/explanation-sample-{rows[0][0]}.json"))!;
        Assert.Equal(double.Parse(rows[0][2], CultureInfo.InvariantCulture), explained["experts"]!.AsArray().Sum(expert => (double)expert!["contributions"]![0]!), 1.0);
    }

    [Fact]
    public async Task A_report_on_an_optional_modality_has_the_loss_once()
    {
        await _program.OkAsync("train --quiet --set training.epochs=1 --set modalities.right.optional=true --out run");
        await _program.OkAsync("explain --run run");
        Assert.Equal(["modality", "share taken away", "loss"], _program.ReadCsv("run/report/numbers/robustness.csv")[0]);
        Assert.Equal(5, JsonNode.Parse(_program.Read("run/report/numbers/report.json"))!["tables"]!["robustness"]!.AsArray().Count);
    }

    [Fact]
    public async Task Targets_that_are_hard_to_learn_as_they_are_bring_a_warning()
    {
        await _program.OkAsync("train --quiet --set data.standardise=false --set training.epochs=1");
        Assert.Contains("warning: The targets have the mean", _program.Error, StringComparison.Ordinal);
        Assert.Contains("standardise: true", _program.Error, StringComparison.Ordinal);
        await _program.OkAsync("train --quiet --set training.epochs=1");
        Assert.DoesNotContain("The targets have", _program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_is_written_depends_on_the_country()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            string output = await _program.OkAsync("train --set training.epochs=2") + await _program.OkAsync("evaluate") + await _program.OkAsync("explain") + await _program.OkAsync("explain --sample 3");
            output += await _program.OkAsync("predict --split all --out -") + await _program.OkAsync("params") + _program.Error;
            Assert.DoesNotMatch(@"(?m)^[^\n]*\d,\d[^\n]*$", string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("sample,", StringComparison.Ordinal) && line.Count(c => c == ',') < 4)));
            foreach (string file in Directory.GetFiles(_program.Folder.File("runs"), "*.csv", SearchOption.AllDirectories))
            {
                string[] lines = File.ReadAllLines(file);
                Assert.All(lines, line => Assert.True(line.Contains('"', StringComparison.Ordinal) || line.Split(',').Length == lines[0].Split(',').Length, $"{file}: {line}"));
            }

            foreach (string file in Directory.GetFiles(_program.Folder.File("runs"), "*.json", SearchOption.AllDirectories))
            {
                Assert.NotNull(JsonNode.Parse(File.ReadAllText(file)));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.DefaultThreadCurrentCulture = null;
        }
    }

    public void Dispose() => _program.Dispose();

    private static double Price(int row) => 180_000 + (80_000 * (SmallExperiment.Class(row) - 1)) + (5000 * MathF.Cos(row));
}
