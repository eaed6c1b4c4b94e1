using System.Globalization;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Samples that are not written as those of the training, and data that changed since, are told: they are answered all the same.</summary>
public sealed class StrangeDataTests : IDisposable
{
    private const string Experiment = """
        name: Wards
        task: { kind: classification, classes: 2 }
        modalities:
          lab: { features: 2, encoder: linear }
          ward: { features: 8, encoder: linear }
          note: { shape: [4], encoder: { kind: text, vocabulary: 10, token_dim: 4, pooling: mean } }
        fusion: { kind: concat, layers: 1, hidden_dim: 8 }
        training: { epochs: 1, batch_size: 16 }
        data:
          source: { kind: csv, path: wards.csv, label: ill }
          modalities:
            lab: [height, pulse]
            ward: { categories: [urgent, floor] }
            note: { text: note, tokenizer: words }
        """;

    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(Experiment)] };

    public StrangeDataTests() => Write("wards.csv", Row);

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Data_that_are_written_otherwise_are_told()
    {
        await _program.OkAsync("train --quiet --out run");
        Assert.Equal("", await WarningsAsync("evaluate --run run"));
        Write("same.csv", Row);
        Assert.Equal("", await WarningsAsync("evaluate --run run --data same.csv"));

        // Truth values as 1 and 0, millimetres for metres, another language; a floor more is one in thirty.
        Write("other.csv", row => (row == 58 ? Row(row).Replace(",0,", ",3,", StringComparison.Ordinal) : Row(row)).Replace("True", "1", StringComparison.Ordinal).Replace("False", "0", StringComparison.Ordinal).Replace("1.7", "17", StringComparison.Ordinal).Replace("cough fever", "toux fièvre", StringComparison.Ordinal).Replace("rash ache", "éruption", StringComparison.Ordinal));
        foreach (string command in (string[])["evaluate", "predict --out other-predictions.csv", "explain"])
        {
            string told = await WarningsAsync($"{command} --run run --data other.csv");
            Assert.Contains("60 of 60 samples have a level of 'urgent' that the run does not know, which counts as <other>. It knows 'False', 'True'", told, StringComparison.Ordinal);
            Assert.Contains("60 of 60 values of feature 'height' of modality Lab are more than 10 standard deviations from the mean of the training part, 1.7", told, StringComparison.Ordinal);
            Assert.Contains("100 % of the words of modality Note are unknown to the run", told, StringComparison.Ordinal);
            Assert.DoesNotContain("'floor'", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Data_that_changed_since_the_training_are_told()
    {
        await _program.OkAsync("train --quiet --out run");
        Write("wards.csv", row => Row((row * 7) % 60));
        foreach (string command in (string[])["evaluate", "predict --split test", "explain"])
        {
            Assert.Contains("its validation and test part are other samples now", await WarningsAsync($"{command} --run run"), StringComparison.Ordinal);
        }

        Write("wards.csv", Row);
        Assert.Equal("", await WarningsAsync("evaluate --run run"));
    }

    [Fact]
    public async Task A_run_does_not_go_on_with_other_data()
    {
        await _program.OkAsync("train --quiet --out run");
        string record = _program.Read("run/run.json");
        Write("wards.csv", row => row == 59 ? Row(row).Replace("ache", "cough", StringComparison.Ordinal) : Row(row));
        Assert.Contains("The data have changed since the run in", await _program.WrongAsync("train --quiet --out run --resume --set training.epochs=2"), StringComparison.Ordinal);
        Assert.Equal(record, _program.Read("run/run.json"));
        Write("wards.csv", Row);
        await _program.OkAsync("train --quiet --out run --resume --set training.epochs=2");
    }

    private async Task<string> WarningsAsync(string commandLine)
    {
        await _program.OkAsync(commandLine);
        return _program.Error;
    }

    private static string Row(int row) => string.Create(CultureInfo.InvariantCulture,
        $"1.7{row % 10},{60 + (row % 7)},{(row % 3 == 0 ? "True" : "False")},{row % 2},{(row % 2 == 0 ? "cough fever" : "rash ache")},{row % 2}\n");

    private void Write(string name, Func<int, string> row) => _program.Folder.Write(name, "height,pulse,urgent,floor,note,ill\n" + string.Concat(Enumerable.Range(0, 60).Select(row)));
}
