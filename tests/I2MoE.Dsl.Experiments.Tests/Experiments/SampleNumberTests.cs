using System.Text.Json.Nodes;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>A sample has one number everywhere: its row in the data. People look at the wrong one otherwise.</summary>
public sealed class SampleNumberTests : IDisposable
{
    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public SampleNumberTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Fact]
    public async Task Predictions_explanations_and_report_number_samples_by_their_row()
    {
        await _program.OkAsync("train --quiet");
        await _program.OkAsync("predict");
        await _program.OkAsync("explain");
        string[][] predicted = _program.ReadCsv("runs/Small/seed-0/predictions-test.csv")[1..];
        string[][] shown = _program.ReadCsv("runs/Small/seed-0/report/numbers/samples.csv")[1..];
        JsonArray samples = JsonNode.Parse(_program.Read("runs/Small/seed-0/report/numbers/report.json"))!["samples"]!.AsArray();
        Assert.NotEqual(Enumerable.Range(0, predicted.Length).Select(row => $"{row}"), predicted.Select(row => row[0]));
        Assert.Equal(predicted.Select(row => (row[0], $"Sample {row[0]}", row[1], row[2])), shown.Select(row => (row[0], row[1], row[2], row[3])));
        Assert.Equal(predicted.Select(row => (row[0], $"Sample {row[0]}")), samples.Select(sample => ($"{sample!["sample"]}", (string)sample["name"]!)));
        string page = _program.Read("runs/Small/seed-0/report/report.html");
        Assert.Contains($"\"id\":{predicted[0][0]},\"name\":\"Sample {predicted[0][0]}\"", page, StringComparison.Ordinal);

        // The same sample by its number.
        string[] row = predicted[3];
        Assert.Contains($"Sample {row[0]} (test part): predicted {row[2]}, truly {row[1]}", await _program.OkAsync($"explain --sample {row[0]}"), StringComparison.Ordinal);
        JsonNode explained = JsonNode.Parse(_program.Read($"runs/Small/seed-0/explanation-sample-{row[0]}.json"))!;
        JsonNode reported = samples.Single(sample => $"{sample!["sample"]}" == row[0])!;
        Assert.Equal(reported["predicted"]!.ToString(), explained["prediction"]!.ToString());
        Assert.Equal((double)reported["outputs"]![0]!, (double)explained["outputs"]![0]!, 4);
    }

    [Fact]
    public async Task Names_stand_beside_the_numbers()
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table + "\n  sample_names: names.txt\n")];
        _program.Folder.Write("names.txt", string.Concat(Enumerable.Range(0, SmallExperiment.Samples).Select(sample => $"=thing {sample}\n")));
        await _program.OkAsync("train --quiet");
        await _program.OkAsync("predict --split all");
        string[][] predicted = _program.ReadCsv("runs/Small/seed-0/predictions-all.csv");
        Assert.Equal("name", predicted[0][1]);
        Assert.Equal(Enumerable.Range(0, SmallExperiment.Samples).Select(sample => $"'=thing {sample}"), predicted[1..].Select(row => row[1]));
        Assert.Contains("Sample 7, =thing 7 (", await _program.OkAsync("explain --sample 7"), StringComparison.Ordinal);
        Assert.Equal("=thing 7", (string)JsonNode.Parse(_program.Read("runs/Small/seed-0/explanation-sample-7.json"))!["name"]!);
    }

    [Fact]
    public async Task A_deviation_is_the_same_wherever_it_is_written()
    {
        await _program.OkAsync("train --quiet");
        await _program.OkAsync("explain");
        string[][] explanation = _program.ReadCsv("runs/Small/seed-0/explanation-test.csv")[1..];
        string[][] report = _program.ReadCsv("runs/Small/seed-0/report/numbers/weights.csv")[1..];
        Assert.Equal(16, explanation.Length);
        Assert.Equal(explanation.Select(row => (row[2], row[3], row[4])), report.Take(16).Select(row => (row[3], row[4], row[5])));
        Assert.Equal("sample standard deviation (divided by n - 1)", (string)JsonNode.Parse(_program.Read("runs/Small/seed-0/explanation-test.json"))!["deviation"]!);
    }

    public void Dispose() => _program.Dispose();
}
