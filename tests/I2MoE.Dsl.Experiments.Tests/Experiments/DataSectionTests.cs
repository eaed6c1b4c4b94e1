using System.Text.Json.Nodes;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using ParquetSharp;
using PureHDF;
using SkiaSharp;

namespace I2MoE.Dsl.Tests.Experiments;

public sealed class DataSectionTests : IDisposable
{
    private readonly ProgramRun _program = new();

    [Fact]
    public async Task Every_kind_of_source_gives_the_same_model()
    {
        _program.Folder.Write("small.csv", SmallExperiment.Csv());
        SmallExperiment.WriteNpz(_program.Folder.File("small.npz"));
        SmallExperiment.WriteFolder(_program.Folder.File("folder"));
        WriteHdf5(_program.Folder.File("small.h5"));
        string expected = await TestMetricsAsync(SmallExperiment.Table, "");
        Assert.Equal(expected, await TestMetricsAsync(SmallExperiment.Arrays, ""));
        Assert.Equal(expected, await TestMetricsAsync(SmallExperiment.Arrays, "--data folder"));
        Assert.Equal(expected, await TestMetricsAsync(SmallExperiment.Arrays, "--data small.h5"));
        Assert.Equal(expected, await TestMetricsAsync(SmallExperiment.Arrays, "--set data.modalities.left=left --set data.source.path=small.npz"));
    }

    // The table of a run and that of later data may be kept in two ways, and a column of Parquet may be a whole modality.
    [Fact]
    public async Task Parquet_takes_the_place_of_CSV_and_has_columns_of_lists()
    {
        _program.Folder.Write("small.csv", SmallExperiment.Csv());
        string[][] rows = [.. SmallExperiment.Csv().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        string[] Cells(string name) => [.. rows[1..].Select(row => row[Array.IndexOf(rows[0], name)])];
        float[] Numbers(string name) => [.. Cells(name).Select(cell => float.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))];
        string[] numbers = [.. rows[0].Where(name => name.Contains(' ', StringComparison.Ordinal))];
        using (var file = new ParquetFileWriter(_program.Folder.File("small.parquet"), [new Column<string>("kind"), .. numbers.Select(name => new Column<float>(name)), new Column<float[]>("list")]))
        {
            using RowGroupWriter group = file.AppendRowGroup();
            Write(group, Cells("kind"));
            foreach (string name in numbers)
            {
                Write(group, Numbers(name));
            }

            Write(group, [.. Numbers("right a").Zip(Numbers("right b"), Numbers("right c")).Select(row => new[] { row.First, row.Second, row.Third })]);
            file.Close();
        }

        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        await _program.OkAsync("train --quiet --out run");
        await _program.OkAsync("predict --run run --data small.csv --out csv.out");
        await _program.OkAsync("predict --run run --data small.parquet --out parquet.out");
        Assert.Equal(_program.Read("csv.out"), _program.Read("parquet.out"));
        await _program.OkAsync("train --quiet --out lists --data small.parquet --set data.modalities.right=[list]");
        Assert.Equal(File.ReadAllBytes(_program.Folder.File("run/weights.safetensors")), File.ReadAllBytes(_program.Folder.File("lists/weights.safetensors")));
        Assert.Contains("modality Right is declared as [B, 3], but the data have 1 columns for it", await _program.WrongAsync("train --quiet --data small.parquet --set data.modalities.right=[right~a]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: A\ntask: { kind: classification, classes: 5 }\n")]
    [InlineData("name: A\ntask: { kind: multi_label, labels: 4 }\n")]
    [InlineData("name: A\ntask: regression\n")]
    public async Task Random_data_fit_every_task(string head)
    {
        string yaml = head + """
            modalities:
              words: { shape: [6], encoder: { kind: text, vocabulary: 20 } }
              series: { shape: [5, 2], encoder: gru }
            fusion: { kind: concat, layers: 1, hidden_dim: 8 }
            training: { epochs: 1 }
            """;
        _program.Experiments = [ProgramRun.Define(yaml)];
        await _program.OkAsync("train --quiet --data random --set data.source.samples=60");
        await _program.OkAsync("predict");
        await _program.OkAsync("explain");
        Assert.Equal(10, _program.ReadCsv("runs/A/seed-0/predictions-test.csv").Length);
    }

    [Fact]
    public async Task Columns_fill_a_shape_row_by_row_and_hold_token_ids_and_images()
    {
        for (int i = 0; i < 2; i++)
        {
            using SKBitmap bitmap = new(4, 4, SKColorType.Rgba8888, SKAlphaType.Opaque);
            bitmap.Erase(i == 0 ? SKColors.Black : SKColors.White);
            using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(_program.Folder.File($"{i}.png"), png.ToArray());
        }

        IEnumerable<string> rows = Enumerable.Range(0, 40).Select(row => $"{row % 2}.png,{row},{row + 1},{row + 2},{row + 3},{row % 7},{row % 3},{row % 2}");
        string path = _program.Folder.Write("mixed.csv", "file,s1,s2,s3,s4,w1,w2,kind\n" + string.Join('\n', rows) + "\n");
        const string Yaml = """
            name: Mixed
            task: { kind: classification, classes: 2 }
            modalities:
              picture: { shape: [3, 4, 4], encoder: { kind: cnn2d, channels: [4] } }
              series: { shape: [2, 2], encoder: gru }
              words: { shape: [2], encoder: { kind: text, vocabulary: 7 } }
            fusion: { kind: concat, layers: 1, hidden_dim: 8 }
            training: { epochs: 1 }
            data:
              source: { kind: csv, path: mixed.csv, label: kind }
              modalities: { picture: { images: file }, series: ["s*"], words: ["w*"] }
            """;
        _program.Experiments = [ProgramRun.Define(Yaml)];
        await _program.OkAsync("train --quiet");
        await _program.OkAsync("predict --split all");
        Assert.Equal(41, _program.ReadCsv("runs/Mixed/seed-0/predictions-all.csv").Length);

        using MultimodalDataset data = MultimodalDataset.FromCsv(path, new CsvLayout
        {
            Label = "kind",
            Modalities = new Dictionary<string, IReadOnlyList<string>> { ["Series"] = ["s*"] },
            Images = new Dictionary<string, TableImages> { ["Picture"] = new("file", 3, 4, 4) },
        });
        Assert.Equal([40L, 3L, 4L, 4L], data["Picture"].shape);
        Assert.Equal(0f, data["Picture"][0].max().item<float>());
        Assert.Equal(1f, data["Picture"][1].min().item<float>());

        File.Delete(_program.Folder.File("1.png"));
        Assert.Contains("mixed.csv, line 3, column 'file': the image '1.png' does not exist", await _program.WrongAsync("train"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ kind: given, column: part }", 40, 10, 10)]
    [InlineData("{ kind: group, column: group, train: 0.6, validation: 0.2 }", 36, 12, 12)]
    [InlineData("{ kind: given, column: part, file: parts.csv }", 30, 15, 15)]
    public async Task Samples_are_split_as_stated(string split, int train, int validation, int test)
    {
        _program.Folder.Write("small.csv", SmallExperiment.Csv());
        _program.Folder.Write("parts.csv", "part\n" + string.Concat(Enumerable.Range(0, 60).Select(row => (row % 4) switch { 0 => "val\n", 1 => "test\n", _ => "train\n" })));
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table + $"\n  split: {split}\n")];
        string output = await _program.OkAsync("train --quiet --set training.epochs=1");
        Assert.Contains($"{train} training, {validation} validation, {test} test samples", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ kind: given, column: x part }")]
    [InlineData("{ kind: group, column: x part, train: 0.6, validation: 0.2 }")]
    public async Task The_column_of_the_split_belongs_to_no_pattern(string split)
    {
        string[] rows = [.. Enumerable.Range(0, 60).Select(row => FormattableString.Invariant($"{row % 3},{row},{row % 7},{(split.Contains("given", StringComparison.Ordinal) ? row % 3 : row / 6)},1,2,{row}"))];
        _program.Folder.Write("small.csv", $"kind,x a,x b,x part,y a,y b,y c\n{string.Join('\n', rows)}\n");
        string table = SmallExperiment.Table.Replace("left *", "x *", StringComparison.Ordinal).Replace("right *", "y *", StringComparison.Ordinal).Replace(", class_names: [red, green, blue]", "", StringComparison.Ordinal);
        _program.Experiments = [ProgramRun.Define(table + $"\n  split: {split}\n")];
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");
        await _program.OkAsync("predict --run run --data small.csv --out p.csv");
        Assert.DoesNotContain("x part", _program.Read("run/preprocessing.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is_train", true)]
    [InlineData("fold", false)]
    public async Task A_column_that_seems_to_say_who_trains_is_remarked_on(string name, bool isTold)
    {
        string[] lines = SmallExperiment.Csv().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _program.Folder.Write("small.csv", string.Concat(lines.Index().Select(line => $"{line.Item},{(line.Index == 0 ? name : line.Index % 2 == 0 ? "1" : "0")}\n")));
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table + $"\n  split: {{ kind: given, column: {name} }}\n")];
        await _program.OkAsync("train --quiet --set training.epochs=1 --out run");
        Assert.Equal(isTold, _program.Error.Contains($"'{name}' says in which part each sample is: 0 is training and 1 is test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_array_says_which_part()
    {
        SmallExperiment.WriteNpz(_program.Folder.File("small.npz"));
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Arrays + "\n  split: { kind: given, column: fold, validation: 0.25 }\n")];
        Assert.Contains("36 training, 12 validation, 12 test samples", await _program.OkAsync("train --quiet --set training.epochs=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_are_looked_for_in_the_folder_of_the_experiment()
    {
        string inner = Path.Combine(AppContext.BaseDirectory, "experiments-of-a-test");
        Directory.CreateDirectory(inner);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(inner, "small.csv"), SmallExperiment.Csv());
            ExperimentDefinition definition = ProgramRun.Define(SmallExperiment.Table);
            _program.Experiments =
            [
                new ExperimentDefinition
                {
                    Name = definition.Name, Yaml = definition.Yaml, Folder = "experiments-of-a-test", CreateModel = definition.CreateModel, CreateBaseline = definition.CreateBaseline,
                },
            ];
            await _program.OkAsync("train --quiet --set training.epochs=1");
        }
        finally
        {
            Directory.Delete(inner, recursive: true);
        }

        string error = await _program.WrongAsync("train");
        Assert.Contains("data.source.path: 'small.csv' does not exist. Looked for", error, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(inner, "small.csv"), error, StringComparison.Ordinal);
        Assert.Contains(_program.Folder.File("small.csv"), error, StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    private static void Write<T>(RowGroupWriter group, T[] values)
    {
        using LogicalColumnWriter<T> writer = group.NextColumn().LogicalWriter<T>();
        writer.WriteBatch(values);
    }

    private static void WriteHdf5(string path)
    {
        float[,] left = new float[SmallExperiment.Samples, 2];
        float[,] right = new float[SmallExperiment.Samples, 3];
        for (int row = 0; row < SmallExperiment.Samples; row++)
        {
            (left[row, 0], left[row, 1]) = (SmallExperiment.Left(row)[0], SmallExperiment.Left(row)[1]);
            (right[row, 0], right[row, 1], right[row, 2]) = (SmallExperiment.Right(row)[0], SmallExperiment.Right(row)[1], SmallExperiment.Right(row)[2]);
        }

        long[] labels = [.. Enumerable.Range(0, SmallExperiment.Samples).Select(row => (long)SmallExperiment.Class(row))];
        new H5File { ["left"] = left, ["right"] = right, ["labels"] = labels }.Write(path);
    }

    private async Task<string> TestMetricsAsync(string yaml, string options)
    {
        _program.Experiments = [ProgramRun.Define(yaml)];
        await _program.OkAsync($"train --quiet --out compared --force {options}");
        return JsonNode.Parse(_program.Read("compared/metrics.json"))!["test"]!.ToJsonString();
    }
}
