using System.Text.Json.Nodes;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Experiments;

namespace I2MoE.Dsl.Tests.Data.Labels;

/// <summary>Files whose labels were read wrongly once.</summary>
public sealed class LabelFileTests : IDisposable
{
    private const string Experiment = """
        name: Labels
        task: { kind: classification, classes: 12 }
        modalities:
          left: { features: 2, encoder: mlp }
          right: { features: 2, encoder: mlp }
        fusion: { kind: concat, layers: 1, hidden_dim: 16 }
        training: { epochs: 8, batch_size: 16, learning_rate: 0.02 }
        data:
          source: { kind: csv, path: fl12.csv, label: cls }
          modalities: { left: [age, bmi], right: [hb, crp] }
        """;

    private readonly ProgramRun _program = new();

    [Fact]
    public void The_same_labels_with_and_without_decimals_are_the_same_classes()
    {
        using MultimodalDataset decimals = Read("fl12.csv");
        using MultimodalDataset whole = Read("fl12_int.csv");
        Assert.Equal(whole.Labels.data<long>().ToArray(), decimals.Labels.data<long>().ToArray());
        Assert.Equal(12, decimals.Labels.data<long>().ToArray().Distinct().Count());
        string[] names = [.. Enumerable.Range(0, 12).Select(c => $"{c}.0")];
        using MultimodalDataset named = Read("fl12_int.csv", names);
        Assert.Equal(decimals.Labels.data<long>().ToArray(), named.Labels.data<long>().ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData(", class_names: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11']")]
    [InlineData(", class_names: [a, b, c, d, e, f, g, h, i, j, k, l]")]
    public async Task A_model_is_as_accurate_on_the_same_rows_written_otherwise(string names)
    {
        File.Copy(FileOf("fl12.csv"), _program.Folder.File("fl12.csv"));
        File.Copy(FileOf("fl12_int.csv"), _program.Folder.File("fl12_int.csv"));
        _program.Experiments = [ProgramRun.Define(Experiment.Replace("label: cls", "label: cls" + names, StringComparison.Ordinal))];
        await _program.OkAsync("train --quiet");
        double trained = await AccuracyAsync("fl12.csv");
        Assert.Equal(trained, await AccuracyAsync("fl12_int.csv"));
        Assert.InRange(trained, 0.5, 1);
    }

    [Fact]
    public void A_stray_number_is_no_class_where_names_are_numbers()
    {
        DatasetException e = Assert.Throws<DatasetException>(() => Read("onetwothree_stray0.csv", ["1", "2", "3"]));
        Assert.Contains("'0' is not a class; allowed: '1', '2', '3'.", e.Message, StringComparison.Ordinal);
        Assert.Equal("cls", e.Column);
    }

    [Theory]
    [InlineData("boollabel.csv", "False|True")]
    [InlineData("floatlabel2.csv", "")]
    public void Truth_values_and_zero_and_one_are_two_classes(string file, string names)
    {
        using MultimodalDataset data = Read(file);
        Assert.Equal(names, string.Join('|', data.ClassNames ?? []));
        using MultimodalDataset named = Read(file, ["neg", "pos"]);
        Assert.Equal(data.Labels.data<long>().ToArray(), named.Labels.data<long>().ToArray());
        Assert.Equal([0L, 1L], data.Labels.data<long>().ToArray().Distinct().Order());
    }

    [Fact]
    public void Labels_that_count_from_one_need_names()
    {
        string message = Assert.Throws<DatasetException>(() => Read("onebased.csv")).Message;
        Assert.Contains("the labels begin at 1, but classes without names count from 0; name the classes", message, StringComparison.Ordinal);
        Assert.Contains("class_names: [\"1\", \"2\", \"3\"]", message, StringComparison.Ordinal);
        using MultimodalDataset data = Read("onebased.csv", ["1", "2", "3"]);
        Assert.Equal([2L, 2L, 1L], data.Labels.data<long>().ToArray()[..3]);
    }

    [Theory]
    [InlineData("cls_NA.csv", "NA")]
    [InlineData("cls_None.csv", "None")]
    public void A_missing_marker_is_no_class_unless_it_is_named(string file, string marker)
    {
        TableLayout layout = Layout("y", null) with { Modalities = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["a", "b"] } };
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(FileOf(file), new CsvLayout(layout)));
        Assert.Equal((2L, "y"), (e.Line, e.Column));
        Assert.Contains($"the label is missing; allowed: the name of a class, or a whole number from 0. '{marker}' stands for a missing value", e.Message, StringComparison.Ordinal);
        string[] names = [.. File.ReadAllLines(FileOf(file)).Skip(1).Select(line => line.Split(',')[2]).Distinct()];
        using MultimodalDataset data = MultimodalDataset.FromCsv(FileOf(file), new CsvLayout(layout with { ClassNames = names }));
        Assert.Equal(0L, data.Labels[0].item<long>());
    }

    [Fact]
    public void Classes_of_another_encoding_do_not_merge()
    {
        CsvLayout layout = new() { Label = "city", Modalities = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["age", "bmi"] } };
        DatasetException e = Assert.Throws<DatasetException>(() => MultimodalDataset.FromCsv(FileOf("l1.csv"), layout));
        Assert.Equal(2L, e.Line);
        Assert.Contains("the text is not UTF-8 (the byte F6). Save the file as UTF-8, or state how it is encoded: encoding: latin1", e.Message, StringComparison.Ordinal);
        foreach (string encoding in (string[])["latin1", "windows-1252"])
        {
            using MultimodalDataset data = MultimodalDataset.FromCsv(FileOf("l1.csv"), layout with { Format = new CsvFormat { Encoding = encoding } });
            Assert.Equal(["Bonn", "Käln", "Köln"], data.ClassNames);
        }
    }

    public void Dispose() => _program.Dispose();

    private static string FileOf(string file) => Path.Combine(RepositoryFiles.Root, "tests/I2MoE.Dsl.Tests/Data/Files/labels", file);

    private static MultimodalDataset Read(string file, string[]? names = null) => MultimodalDataset.FromCsv(FileOf(file), new CsvLayout(Layout("cls", names)));

    private static TableLayout Layout(string label, string[]? names) => new()
    {
        Label = label,
        ClassNames = names,
        Modalities = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["age", "bmi"] },
    };

    private async Task<double> AccuracyAsync(string file)
    {
        await _program.OkAsync($"evaluate --data {file} --out metrics.json");
        return JsonNode.Parse(_program.Read("metrics.json"))!["metrics"]!["accuracy"]!.GetValue<double>();
    }
}
