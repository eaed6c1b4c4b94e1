using System.Diagnostics;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Testing.Yaml;

namespace I2MoE.Dsl.Tool.Tests;

public sealed class ToolCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task Check_says_whether_the_machine_computes_rightly()
    {
        await _tool.RunAsync(0, "check");
        Assert.Contains("convolution 2d, 20 to 32 channels", _tool.Output, StringComparison.Ordinal);
        Assert.EndsWith($"Everything that models of this library use is right on this machine.{Environment.NewLine}", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_experiment_is_valid_and_trains()
    {
        await _tool.RunAsync(0, "new", "FirstModel");
        Assert.Contains("<PackageReference Include=\"I2MoE.Dsl\"", _tool.Output, StringComparison.Ordinal);
        await _tool.RunAsync(0, "validate");
        await _tool.RunAsync(0, "train", "FirstModel.i2moe.yaml", "--quiet", "--set", "training.epochs=1", "--set", "data.source.samples=40");
        await _tool.RunAsync(0, "evaluate", "FirstModel.i2moe.yaml");
        Assert.Contains("accuracy", _tool.Output, StringComparison.Ordinal);
        await _tool.RunAsync(0, "predict", "FirstModel.i2moe.yaml");
        await _tool.RunAsync(0, "explain", "FirstModel.i2moe.yaml", "--sample", "0");
        Assert.Contains("UniqueImage", _tool.Output, StringComparison.Ordinal);
        await _tool.RunAsync(0, "params", "FirstModel.i2moe.yaml");
        await _tool.RunAsync(1, "new", "FirstModel");
        Assert.Contains("is there already", _tool.Error, StringComparison.Ordinal);
        await _tool.RunAsync(1, "new", "2nd");
        Assert.Contains("'2nd' cannot be the name of an experiment", _tool.Error, StringComparison.Ordinal);
    }

    // What a build would have printed, which nobody has run.
    [Fact]
    public async Task Training_says_what_the_rules_advise_against()
    {
        _tool.Write("one.i2moe.yaml", "name: One\ntask: { kind: classification, classes: 2 }\nmodalities:\n  dot: { shape: [1, 1, 1], encoder: { kind: cnn2d, channels: [2], pool: 1 } }\n  word: { features: 2, encoder: linear }\nfusion: { kind: concat, layers: 1, hidden_dim: 4 }\ntraining: { epochs: 1, batch_size: 1 }\ndata: { source: { kind: random, samples: 20 } }\n");
        await _tool.RunAsync(0, "train", "one.i2moe.yaml", "--quiet");
        Assert.StartsWith("one.i2moe.yaml(7,36): warning I2MOE508: ", _tool.Error, StringComparison.Ordinal);
        await _tool.RunAsync(0, "train", "one.i2moe.yaml", "--quiet", "--set", "training.batch_size=8");
        Assert.DoesNotContain("I2MOE508", _tool.Error, StringComparison.Ordinal);
        await _tool.RunAsync(0, "train", "one.i2moe.yaml", "--quiet", "--set", "training.batch_size=8", "--set", "training.batch_size=1");
        Assert.StartsWith("--set training.batch_size: warning I2MOE508: ", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_command_line_breaks_is_told_there()
    {
        _tool.Write("two.i2moe.yaml", "name: Two\ntask: { kind: classification, classes: 2 }\nmodalities:\n  a: { features: 2, encoder: linear }\n  b: { features: 2, encoder: linear }\nfusion: { kind: concat, layers: 1, hidden_dim: 4 }\ndata: { source: { kind: csv, path: x.csv, label: y }, modalities: { a: [p, q], b: [r, s] } }\n");
        await _tool.RunAsync(1, "train", "two.i2moe.yaml", "--set", "modalities.a.features=3");
        Assert.StartsWith("--set modalities.a.features: error I2MOE617: ", _tool.Error, StringComparison.Ordinal);
        await _tool.RunAsync(1, "train", "two.i2moe.yaml", "--data", "");
        Assert.StartsWith("error: --data is empty. Allowed: ", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_UTF8_is_refused_with_its_line()
    {
        string path = _tool.Write("latin1.i2moe.yaml", "");
        await File.WriteAllBytesAsync(path, [.. "name: M\n# gr"u8.ToArray(), 0xFC, .. "n\n"u8.ToArray()]);
        await _tool.RunAsync(1, "validate", "latin1.i2moe.yaml");
        Assert.Contains("latin1.i2moe.yaml, line 2: the text is not UTF-8 (the byte FC). Save the file as UTF-8.", _tool.Error + _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_are_looked_for_in_the_folder_of_the_file()
    {
        IEnumerable<string> rows = Enumerable.Range(0, 30).Select(row => $"{row},{row % 5},{row % 3},{row % 2}");
        _tool.Write("inner/table.csv", "a,b,c,kind\n" + string.Join('\n', rows) + "\n");
        _tool.Write("inner/table.i2moe.yaml", """
            name: TableModel
            task: { kind: classification, classes: 2 }
            modalities:
              left: { features: 2, encoder: linear }
              right: { features: 1, encoder: linear }
            fusion: { kind: concat, layers: 1, hidden_dim: 8 }
            training: { epochs: 1 }
            data:
              source: { kind: csv, path: table.csv, label: kind }
              modalities: { left: [a, b], right: c }
            """);
        await _tool.RunAsync(0, "train", "inner/table.i2moe.yaml", "--quiet");
        Assert.True(File.Exists(_tool.At("runs/TableModel/seed-0/metrics.json")));
        File.Delete(_tool.At("inner/table.csv"));
        await _tool.RunAsync(1, "train", "inner/table.i2moe.yaml");
        Assert.Contains(Path.Combine(_tool.Folder, "inner", "table.csv"), _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_of_two_files_of_one_name_are_kept_apart()
    {
        string text = WrongFiles.Experiment("training: { epochs: 1 }\ndata: { source: { kind: random, samples: 40 } }");
        string first = _tool.Write("a/model.i2moe.yaml", text);
        string second = _tool.Write("b/model.i2moe.yaml", text);
        await _tool.RunAsync(0, "train", "a/model.i2moe.yaml", "--quiet");
        await _tool.RunAsync(1, "train", "b/model.i2moe.yaml", "--quiet");
        string folder = Path.Combine("runs", "M-b", "seed-0");
        Assert.Contains($"has the runs of another experiment of the name M, that of {first}. Give one of the two another name, or this run another folder, for example --out {folder}{Environment.NewLine}", _tool.Error, StringComparison.Ordinal);
        Assert.Equal([_tool.At("runs/M/seed-0")], Directory.GetDirectories(_tool.At("runs/M")));
        await _tool.RunAsync(1, "evaluate", "b/model.i2moe.yaml");
        Assert.Contains($"no finished run of M as {second} declares it (those of {first} are others) in", _tool.Error, StringComparison.Ordinal);
        await _tool.RunAsync(1, "train", "b/model.i2moe.yaml", "--resume");
        Assert.Contains($"no unfinished run of M as {second} declares it", _tool.Error, StringComparison.Ordinal);

        await _tool.RunAsync(0, "train", "b/model.i2moe.yaml", "--quiet", "--out", folder);
        await _tool.RunAsync(0, "evaluate", "b/model.i2moe.yaml", "--run", folder);
        await _tool.RunAsync(0, "train", "a/model.i2moe.yaml", "--quiet");
        Assert.Equal(2, Directory.GetDirectories(_tool.At("runs/M")).Length);

        // A file that was moved is the same experiment.
        File.Move(first, _tool.At("moved.i2moe.yaml"));
        await _tool.RunAsync(0, "evaluate", "moved.i2moe.yaml");
    }

    [Fact]
    public async Task Show_resolves_what_is_extended()
    {
        _tool.Write("inner/shared.part.i2moe.yaml", WrongFiles.Experiment("").Replace("name: M\n", "", StringComparison.Ordinal));
        _tool.Write("inner/model.i2moe.yaml", "name: Extended\nextends: shared.part.i2moe.yaml\ntraining: { epochs: 4 }\n");
        await _tool.RunAsync(0, "show", "inner/model.i2moe.yaml", "--set", "training.batch_size=7");
        Assert.Contains("name: Extended", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("epochs: 4", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("batch_size: 7", _tool.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("extends", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_file_does_not_run()
    {
        string path = _tool.Write("a.i2moe.yaml", WrongFiles.Experiment("training: { epoch: 3 }"));
        foreach (string command in (string[])["train", "evaluate", "predict", "explain", "data", "params", "show"])
        {
            await _tool.RunAsync(1, command, path);
            Assert.Contains($"{path}(7,13): error I2MOE713", _tool.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_schema_is_that_of_the_repository()
    {
        await _tool.RunAsync(0, "schema");
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "schemas", "i2moe.schema.json")), _tool.Output);
    }

    // The copy has no native libraries, so whatever touches libtorch fails in it.
    [Fact]
    public async Task What_only_reads_files_does_not_load_libtorch()
    {
        string copy = Directory.CreateDirectory(_tool.At("copy")).FullName;
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Append(Path.Combine(AppContext.BaseDirectory, "I2MoE.Dsl.Tool.runtimeconfig.json")))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        string path = _tool.Write("a.i2moe.yaml", WrongFiles.Experiment(""));
        Assert.Equal(0, await ProcessAsync(copy, "validate", path));
        Assert.Equal(0, await ProcessAsync(copy, "show", path));
        Assert.Equal(0, await ProcessAsync(copy, "schema"));
        Assert.Equal(0, await ProcessAsync(copy, "new", "Another"));
        Assert.NotEqual(0, await ProcessAsync(copy, "params", path));
    }

    public void Dispose() => _tool.Dispose();

    private static async Task<int> ProcessAsync(string folder, params string[] args)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(folder, "I2MoE.Dsl.Tool.dll"), .. args]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
