using I2MoE.Dsl.Data;
using I2MoE.Dsl.Tests.Data;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Modalities in files of their own: the same as one file where every sample is in both, and told apart where not.</summary>
public sealed class JoinedSourcesTests : IDisposable
{
    private const string Weights = "run/weights.safetensors";

    private const string First = "source: { kind: csv, path: clinical.csv, id: patient, label: kind, class_names: [red, green, blue] }";

    private readonly ProgramRun _program = new();

    public JoinedSourcesTests()
    {
        _program.Folder.Write("small.csv", SmallExperiment.Csv());
        WriteClinical();
    }

    [Theory]
    [InlineData("{ kind: csv, path: right.csv, id: sample }", "", "")]
    [InlineData("{ kind: csv, path: right.csv, id: sample }", "", "--set data.stream=true")]
    [InlineData("{ kind: npy, path: right.npy, ids: ids.txt }", "", "")]
    [InlineData("{ kind: npy, path: right.npy, ids: ids.txt }", "", "--set data.stream=true")]
    [InlineData("{ kind: csv, path: right.csv, id: sample }", "join: left", "")]
    public async Task Two_files_in_any_order_are_the_same_as_one(string right, string join, string set)
    {
        int[] rows = [.. Enumerable.Range(-3, SmallExperiment.Samples + 3).Reverse()];
        WriteRight(rows);
        WriteRightArray(rows);
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        await _program.OkAsync("train --quiet --out run");
        byte[] expected = File.ReadAllBytes(_program.Folder.File(Weights));
        string metrics = TestMetrics();

        _program.Experiments = [Joined(right, join)];
        await _program.OkAsync($"train --quiet --force --out run {set}");
        Assert.Equal(expected, File.ReadAllBytes(_program.Folder.File(Weights)));
        Assert.Equal(metrics, TestMetrics());
        Assert.Contains("has 3 samples that clinical.csv lacks", _program.Read("run/run.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--set data.stream=true")]
    public async Task A_left_join_keeps_every_sample_and_says_what_is_missing(string set)
    {
        WriteRight([.. Enumerable.Range(0, SmallExperiment.Samples).Where(row => row % 4 != 1)]);
        _program.Experiments = [Joined("{ kind: csv, path: right.csv, id: sample }", "join: left", "split: { kind: given, column: part }")];
        string trained = await _program.OkAsync($"train --out run {set}");
        Assert.Contains("40 training, 10 validation, 10 test samples (clinical.csv with right.csv by id)", trained, StringComparison.Ordinal);
        Assert.Contains("right.csv lacks 15 of the 60 samples of clinical.csv ('p1', 'p5', 'p9', …); its modality is missing there.", trained + _program.Error, StringComparison.Ordinal);
        await _program.OkAsync("predict --run run --split all --out all.csv");
        string[][] rows = _program.ReadCsv("all.csv");
        int missing = Array.IndexOf(rows[0], "missing");
        foreach ((int row, string[] cells) in rows[1..].Index())
        {
            Assert.Equal($"{row}", cells[0]);
            Assert.Equal($"p{row}", cells[1]);
            Assert.Equal(row % 4 == 1 ? "Right" : "", cells[missing]);
        }
    }

    [Fact]
    public async Task An_inner_join_has_one_numbering_in_parts_names_and_predictions()
    {
        int[] kept = [.. Enumerable.Range(0, SmallExperiment.Samples).Where(row => row % 4 != 1)];
        WriteRight([.. kept.Reverse()]);
        _program.Folder.Write("names.txt", string.Concat(Enumerable.Range(0, SmallExperiment.Samples).Select(row => $"thing {row}\n")));
        _program.Experiments = [Joined("{ kind: csv, path: right.csv, id: sample }", "sample_names: names.txt", "split: { kind: given, column: part }")];
        await _program.OkAsync("train --quiet --out run");
        await _program.OkAsync("predict --run run --split test --out test.csv");
        string[][] rows = _program.ReadCsv("test.csv");
        int[] test = [.. Enumerable.Range(0, kept.Length).Where(row => kept[row] % 6 == 1)];
        Assert.Equal(test.Select(row => ($"{row}", $"thing {kept[row]}")), rows[1..].Select(row => (row[0], row[1])));
        Assert.Equal(test.Select(row => new[] { "red", "green", "blue" }[SmallExperiment.Class(kept[row])]), rows[1..].Select(row => row[2]));
        Assert.Contains($"Sample {test[1]}, thing {kept[test[1]]} (test part)", await _program.OkAsync($"explain --run run --sample {test[1]}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_takes_the_place_of_all_sources()
    {
        WriteRight([.. Enumerable.Range(0, SmallExperiment.Samples)]);
        _program.Experiments = [Joined("{ kind: csv, path: right.csv, id: sample }")];
        await _program.OkAsync("train --quiet --out run");
        await _program.OkAsync("predict --run run --split all --out all.csv");
        Directory.CreateDirectory(_program.Folder.File("new"));
        File.Copy(_program.Folder.File("clinical.csv"), _program.Folder.File("new/clinical.csv"));
        Assert.Contains("right.csv does not exist, which is to take the place of data.sources.right.path", await _program.WrongAsync("predict --run run --data new"), StringComparison.Ordinal);
        File.Copy(_program.Folder.File("right.csv"), _program.Folder.File("new/right.csv"));
        await _program.OkAsync("predict --run run --data new --out new.csv");
        Assert.Equal(_program.Read("all.csv"), _program.Read("new.csv"));
    }

    [Theory]
    [InlineData("{ kind: csv, path: right.csv, id: sample }", "")]
    [InlineData("{ kind: npy, path: right.npy, ids: ids.txt }", "--set data.stream=true")]
    public async Task Later_data_may_have_nothing_of_an_optional_modality(string right, string set)
    {
        int[] rows = [.. Enumerable.Range(0, SmallExperiment.Samples).Where(row => row % 4 != 1)];
        WriteRight(rows);
        WriteRightArray(rows);
        _program.Experiments = [Joined(right, "join: left")];
        await _program.OkAsync($"train --quiet --out run --set modalities.right.optional=true {set}");
        await _program.OkAsync("predict --run run --split all --out all.csv");
        Directory.CreateDirectory(_program.Folder.File("new"));
        File.Copy(_program.Folder.File("clinical.csv"), _program.Folder.File("new/clinical.csv"));
        await _program.OkAsync("predict --run run --data new --next --out new.csv");
        Assert.Contains("warning: The data have nothing of modality Right: all samples lack it.", _program.Error, StringComparison.Ordinal);
        string[][] before = _program.ReadCsv("all.csv");
        string[][] now = _program.ReadCsv("new.csv");
        int missing = Array.IndexOf(now[0], "missing");
        Assert.All(now[1..], row => Assert.Equal(("Right", "Right"), (row[missing], row[missing + 1])));
        Assert.All(before.Index().Where(row => row.Index > 0 && row.Item[missing] == "Right"), row => Assert.Equal(row.Item[..6], now[row.Index][..6]));
        await _program.OkAsync("evaluate --run run --data new");
        Assert.Contains("which later data may have; a training needs its samples", await _program.WrongAsync("train --quiet --out other --set data.sources.right.path=none"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_table_may_lack_all_columns_of_an_optional_modality()
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        await _program.OkAsync("train --quiet --out run --set modalities.right.optional=true");
        await _program.OkAsync("train --quiet --out plain");
        await _program.OkAsync("predict --run run --data clinical.csv --out new.csv");
        Assert.Contains("warning: The data have nothing of modality Right: all samples lack it.", _program.Error, StringComparison.Ordinal);
        Assert.All(_program.ReadCsv("new.csv")[1..], row => Assert.Equal("Right", row[^1]));
        Assert.Contains("there is no such column, which the modality 'Right' needs", await _program.WrongAsync("predict --run plain --data clinical.csv"), StringComparison.Ordinal);
        _program.Folder.Write("part.csv", string.Concat(_program.Read("clinical.csv").Split('\n').Select((line, number) => $"{line}{(line.Length == 0 ? "" : number == 0 ? ",right a" : ",1")}\n")));
        Assert.Contains("'right b'", await _program.WrongAsync("predict --run run --data part.csv"), StringComparison.Ordinal);
        _program.Folder.Write("none.csv", "x,y\n1,2\n");
        Assert.Contains("there is no such column", await _program.WrongAsync("predict --run run --data none.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p1,1,2,3\np1,1,2,3\np2,1,2,3\n", "the id 'p1' occurs 2 times (first as sample 1). Samples are joined one to one")]
    [InlineData("p1,1,2,3\n,1,2,3\n", "1 sample of 2 have no id (the first is sample 2)")]
    [InlineData("1,1,2,3\n2,1,2,3\n", "none of the 2 ids here is one of the 60 of clinical.csv: there 'p0', 'p1', 'p2', …; here 1, 2. There the ids are texts, here numbers")]
    [InlineData("P1,1,2,3\nP2,1,2,3\n", "'p1' and 'P1' differ in case, in blanks or in signs that nobody sees")]
    public async Task Ids_that_cannot_be_joined_are_told(string rows, string problem)
    {
        _program.Folder.Write("right.csv", "sample,right a,right b,right c\n" + rows);
        _program.Experiments = [Joined("{ kind: csv, path: right.csv, id: sample }")];
        string error = await _program.WrongAsync("train --quiet");
        Assert.Contains("right.csv", error, StringComparison.Ordinal);
        Assert.Contains(problem, error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_of_which_some_are_written_otherwise_are_told()
    {
        _program.Folder.Write("right.csv", "sample,right a,right b,right c\n" + string.Concat(Enumerable.Range(0, SmallExperiment.Samples).Select(row => $"{(row < 40 ? 'p' : 'P')}{row},{row},2,{row % 7}\n")));
        _program.Experiments = [Joined("{ kind: csv, path: right.csv, id: sample }")];
        await _program.OkAsync("data");
        Assert.Contains("right.csv lacks 20 of the 60 samples of clinical.csv ('p40', 'p41', 'p42', …); they are left out (join: left keeps them). 'p40' and 'P40' differ in case, in blanks or in signs that nobody sees, and are two ids.", _program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_are_as_many_as_samples()
    {
        WriteRightArray([0, 1, 2]);
        _program.Folder.Write("ids.txt", "p0\np1\n");
        _program.Experiments = [Joined("{ kind: npy, path: right.npy, ids: ids.txt }")];
        Assert.Contains("there are 3 samples, and 2 ids", await _program.WrongAsync("train --quiet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_code_numbers_are_joined_as_numbers_and_labels_may_stand_alone()
    {
        _program.Folder.Write("labels.csv", "id,kind\n1,a\n2,b\n10,a\n");
        _program.Folder.Write("rna.csv", "id,x,y\n10.0,5,6\n1.0,1,2\n7,9,9\n");
        File.WriteAllBytes(_program.Folder.File("scan.npy"), NpyBytes.Floats([1, 2, 3], 3, 1));
        SampleSource rna = SampleSource.Csv(_program.Folder.File("rna.csv"), new CsvLayout { Modalities = new Dictionary<string, IReadOnlyList<string>> { ["Rna"] = ["*"] } }, "id");
        SampleSource scan = SampleSource.Npy(_program.Folder.File("scan.npy"), new ArrayLayout(), ["2", "1", "10"]);
        SampleSource labels = SampleSource.Csv(_program.Folder.File("labels.csv"), new CsvLayout { Label = "kind", Modalities = new Dictionary<string, IReadOnlyList<string>>() }, "id");

        using MultimodalDataset inner = await MultimodalDataset.FromJoinedAsync(labels, [rna, scan]);
        Assert.Equal(["1", "10"], inner.SampleNames);
        Assert.Equal(["Rna", "Scan"], inner.Modalities);
        Assert.Equal([1f, 2f, 5f, 6f], inner["Rna"].data<float>().ToArray());
        Assert.Equal([2f, 3f], inner["Scan"].data<float>().ToArray());
        Assert.Equal(["x", "y"], inner.FeatureNames["Rna"]);

        using MultimodalDataset left = await MultimodalDataset.FromJoinedAsync(labels, [rna, scan], SampleJoin.Left);
        Assert.Equal([0L, 1L, 0L], left.Labels.data<long>().ToArray());
        Assert.Equal([[], ["Rna"], []], left.MissingModalities());
        Assert.Equal([2f, 1f, 3f], left["Scan"].data<float>().ToArray());

        SampleSource predicting = SampleSource.Csv(_program.Folder.File("labels.csv"), new CsvLayout { Label = "kind", Modalities = new Dictionary<string, IReadOnlyList<string>>() }, "id");
        Assert.Contains("joined to another", (await Assert.ThrowsAsync<DatasetException>(() => MultimodalDataset.FromJoinedAsync(labels, [predicting]))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    private string TestMetrics() => System.Text.Json.Nodes.JsonNode.Parse(_program.Read("run/metrics.json"))!["test"]!.ToJsonString();

    private static I2MoE.Dsl.Runs.ExperimentDefinition Joined(string right, params string[] also) => ProgramRun.Define(
        "name: Small\n" + SmallExperiment.Model + $"data:\n  {First}\n  sources:\n    right: {right}\n  modalities: {{ left: [\"left *\"] }}\n" + string.Concat(also.Where(line => line.Length > 0).Select(line => $"  {line}\n")));

    // The table without the right modality, and with ids.
    private void WriteClinical()
    {
        string[][] rows = [.. SmallExperiment.Csv().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        int[] columns = [.. Enumerable.Range(0, rows[0].Length).Where(column => !rows[0][column].StartsWith("right", StringComparison.Ordinal))];
        _program.Folder.Write("clinical.csv", string.Concat(rows.Index().Select(row => $"{(row.Index == 0 ? "patient" : $"p{row.Index - 1}")},{string.Join(',', columns.Select(column => row.Item[column]))}\n")));
    }

    private void WriteRight(int[] rows) => _program.Folder.Write("right.csv", "right a,sample,right b,right c\n" + string.Concat(rows.Select(row =>
    {
        string[] values = [.. SmallExperiment.Right(row).Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture))];
        return $"{values[0]},p{row},{values[1]},{values[2]}\n";
    })));

    private void WriteRightArray(int[] rows)
    {
        File.WriteAllBytes(_program.Folder.File("right.npy"), NpyBytes.Floats([.. rows.SelectMany(SmallExperiment.Right)], rows.Length, 3));
        _program.Folder.Write("ids.txt", string.Concat(rows.Select(row => $"p{row}\n")));
    }
}
