using System.Globalization;
using System.Text;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Tests.Data;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Sequences whose lengths are in a column or an array of their own: what stands after an end has no part in anything.</summary>
public sealed class SequenceColumnTests : IDisposable
{
    private const int Steps = 5;

    private const string Model = """
        name: Small
        task: { kind: classification, classes: 3 }
        modalities:
          visits: { shape: [5, 2], own_length: true, encoder: gru }
          right: { features: 3, encoder: linear }
        fusion: { kind: concat, layers: 1, hidden_dim: 8, dropout: 0 }
        training: { epochs: 2, batch_size: 16, learning_rate: 0.05 }

        """;

    private const string Table = Model + """
        data:
          source: { kind: csv, path: small.csv, label: kind, class_names: [red, green, blue] }
          modalities: { visits: { columns: ["v_*"], length: v_length }, right: ["right *"] }
        """;

    private const string Arrays = Model + """
        data:
          source: { kind: npy, path: folder }
          modalities: { visits: { columns: series, length: lengths } }
        """;

    private readonly ProgramRun _program = new();

    [Theory]
    [InlineData("")]
    [InlineData("--set data.stream=true")]
    public async Task What_stands_after_an_end_in_a_table_changes_nothing(string set)
    {
        _program.Experiments = [ProgramRun.Define(Table)];
        string[] weights = [];
        foreach (string padding in (string[])["", "0", "77.5"])
        {
            _program.Folder.Write("small.csv", Csv(padding));
            await _program.OkAsync($"train --quiet --force --out run {set}");
            weights = [.. weights, Convert.ToHexString(File.ReadAllBytes(_program.Folder.File("run/weights.safetensors")))];
        }

        Assert.Single(weights.Distinct());
        await _program.OkAsync("evaluate --run run");
        if (set.Length == 0)
        {
            await _program.OkAsync("explain --run run --split all");
            Assert.DoesNotContain("NaN", _program.Read("run/report/numbers/report.json"), StringComparison.Ordinal);
        }

        // A sample of its own steps is the row with its padding.
        await _program.OkAsync("predict --run run --split all --out all.csv");
        await using Predictor<MultimodalModel> predictor = Predictor.Open(_program.Folder.File("run"));
        SampleAnswer answer = await predictor.PredictAsync(new Dictionary<string, float[]> { ["Visits"] = [.. Visits(3).Take(2 * Length(3))], ["Right"] = SmallExperiment.Right(3) });
        string[][] rows = _program.ReadCsv("all.csv");
        string[] row = rows[1..].Single(cells => cells[0] == "3");
        int probability = Array.FindIndex(rows[0], column => column.EndsWith(" red", StringComparison.Ordinal));
        Assert.Equal(double.Parse(row[probability], CultureInfo.InvariantCulture), answer.Probabilities["red"], 4);
    }

    [Fact]
    public async Task Lengths_of_arrays_are_an_array()
    {
        _program.Experiments = [ProgramRun.Define(Arrays)];
        List<byte[]> weights = [];
        foreach ((float padding, string set) in (IEnumerable<(float, string)>)[(0, ""), (7, ""), (8, "--set data.stream=true"), (float.NaN, "--set data.stream=true")])
        {
            WriteFolder(padding);
            await _program.OkAsync($"train --quiet --force --out run {set}");
            weights.Add(File.ReadAllBytes(_program.Folder.File("run/weights.safetensors")));
        }

        Assert.All(weights, other => Assert.Equal(weights[0], other));
    }

    [Fact]
    public async Task A_length_that_is_none_is_told_with_its_sample()
    {
        _program.Experiments = [ProgramRun.Define(Table)];
        _program.Folder.Write("small.csv", Csv("0").Replace("\nred,3,", "\nred,6,", StringComparison.Ordinal));
        Assert.Contains("has the length '6' in 'v_length'; allowed: whole numbers from 0 to 5, the steps of modality Visits.", await _program.WrongAsync("train --quiet"), StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    private static int Length(int row) => row % (Steps + 1);

    private static float[] Visits(int row) => [.. Enumerable.Range(0, 2 * Steps).Select(i => SmallExperiment.Left(row)[i % 2] + (i * 0.25f))];

    private static string Csv(string padding)
    {
        StringBuilder text = new("kind,v_length," + string.Join(',', Enumerable.Range(1, Steps).SelectMany(step => (string[])[$"v_{step}_a", $"v_{step}_b"])) + ",right a,right b,right c\n");
        for (int row = 0; row < SmallExperiment.Samples; row++)
        {
            int end = 2 * Length(row);
            text.Append(((string[])["red", "green", "blue"])[SmallExperiment.Class(row)]).Append(CultureInfo.InvariantCulture, $",{Length(row)},")
                .AppendJoin(',', Visits(row).Select((value, i) => i < end ? value.ToString(CultureInfo.InvariantCulture) : padding)).Append(',')
                .AppendJoin(',', SmallExperiment.Right(row).Select(value => value.ToString(CultureInfo.InvariantCulture))).Append('\n');
        }

        return text.ToString();
    }

    private void WriteFolder(float padding)
    {
        int samples = SmallExperiment.Samples;
        Directory.CreateDirectory(_program.Folder.File("folder"));
        Write("series", "<f4", [samples, Steps, 2], [.. Enumerable.Range(0, samples).SelectMany(row => Visits(row).Select((value, i) => i < 2 * Length(row) ? value : padding)).SelectMany(BitConverter.GetBytes)]);
        Write("right", "<f4", [samples, 3], [.. Enumerable.Range(0, samples).SelectMany(SmallExperiment.Right).SelectMany(BitConverter.GetBytes)]);
        Write("lengths", "<i8", [samples], [.. Enumerable.Range(0, samples).SelectMany(row => BitConverter.GetBytes((long)Length(row)))]);
        Write("labels", "<i8", [samples], [.. Enumerable.Range(0, samples).SelectMany(row => BitConverter.GetBytes((long)SmallExperiment.Class(row)))]);
    }

    private void Write(string name, string type, long[] shape, byte[] values) =>
        File.WriteAllBytes(_program.Folder.File($"folder/{name}.npy"), NpyBytes.With(NpyBytes.Dictionary(type, shape), values));
}
