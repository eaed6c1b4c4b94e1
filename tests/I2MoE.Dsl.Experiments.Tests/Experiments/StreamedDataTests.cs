using System.Runtime.InteropServices;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Tests.Data;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Values that stay in files: the same results, converted once, and never out of date.</summary>
public sealed class StreamedDataTests : IDisposable
{
    private const string Weights = "run/weights.safetensors";

    private readonly ProgramRun _program = new();

    [Theory]
    [InlineData("table", "")]
    [InlineData("npz", "")]
    [InlineData("folder", "--data folder")]
    public async Task Values_in_files_give_the_same_weights_and_predictions(string kind, string data)
    {
        WriteData();
        _program.Experiments = [ProgramRun.Define(kind == "table" ? SmallExperiment.Table : SmallExperiment.Arrays)];
        byte[][] inMemory = await RunAsync(data);
        Assert.False(Directory.Exists(_program.Folder.File(".cache")));

        byte[][] inFiles = await RunAsync($"{data} --set data.stream=true");
        Assert.Equal(inMemory, inFiles);
        Assert.Single(Directory.GetDirectories(_program.Folder.File(".cache")));
    }

    [Fact]
    public async Task Arrays_of_single_precision_are_used_where_they_are()
    {
        WriteData();
        foreach ((string name, Func<int, float[]> row) in (IEnumerable<(string, Func<int, float[]>)>)[("left", SmallExperiment.Left), ("right", SmallExperiment.Right)])
        {
            // With blanks to a multiple of 64 bytes, as NumPy writes it.
            float[] values = [.. Enumerable.Range(0, SmallExperiment.Samples).SelectMany(row)];
            string header = NpyBytes.Dictionary("<f4", [SmallExperiment.Samples, values.Length / SmallExperiment.Samples]).PadRight(128 - 11);
            File.WriteAllBytes(_program.Folder.File($"folder/{name}.npy"), NpyBytes.With(header, MemoryMarshal.AsBytes<float>(values).ToArray()));
        }

        _program.Experiments = [ProgramRun.Define(SmallExperiment.Arrays)];
        await _program.OkAsync("train --quiet --out run --data folder");
        byte[] expected = File.ReadAllBytes(_program.Folder.File(Weights));
        await _program.OkAsync("train --quiet --force --out run --data folder --set data.stream=true");
        Assert.Equal(expected, File.ReadAllBytes(_program.Folder.File(Weights)));
        string cache = Assert.Single(Directory.GetDirectories(_program.Folder.File(".cache")));

        // The labels alone.
        Assert.Single(Directory.GetFiles(cache, "*.bin"));
    }

    [Fact]
    public async Task A_source_is_converted_once_and_again_when_its_content_changes()
    {
        WriteData();
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        const string Train = "train --quiet --force --out run --set data.stream=true";
        await _program.OkAsync(Train);
        string manifest = Path.Combine(Assert.Single(Directory.GetDirectories(_program.Folder.File(".cache"))), "cache.json");
        DateTime first = File.GetLastWriteTimeUtc(manifest);

        // Another time of the same content is no change; a conversion that was killed is swept away.
        File.SetLastWriteTimeUtc(_program.Folder.File("small.csv"), DateTime.UtcNow.AddHours(1));
        await _program.OkAsync(Train);
        Assert.Equal(first, File.GetLastWriteTimeUtc(manifest));
        byte[] before = File.ReadAllBytes(_program.Folder.File(Weights));

        string killed = Path.GetDirectoryName(manifest) + ".killed";
        Directory.CreateDirectory(killed);
        File.WriteAllText(Path.Combine(killed, "lock"), "");
        _program.Folder.Write("small.csv", SmallExperiment.Csv().Replace("\nblue,", "\nred,", StringComparison.Ordinal));
        await _program.OkAsync(Train);
        Assert.NotEqual(before, File.ReadAllBytes(_program.Folder.File(Weights)));
        Assert.False(Directory.Exists(killed));
    }

    [SkippableFact]
    public async Task Another_content_of_the_same_length_and_time_is_another_source()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Other systems do not tell when a file changed.");
        WriteData();
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        const string Train = "train --quiet --force --out run --set data.stream=true";

        // As stores and archives have it, where every file was written at one time.
        string file = _program.Folder.File("small.csv");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddSeconds(1));
        await _program.OkAsync(Train);
        byte[] before = File.ReadAllBytes(_program.Folder.File(Weights));
        File.WriteAllText(file, SmallExperiment.Csv().Replace('1', '7'));
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddSeconds(1));
        await _program.OkAsync(Train);
        Assert.NotEqual(before, File.ReadAllBytes(_program.Folder.File(Weights)));
    }

    [Fact]
    public async Task Files_that_were_cut_off_are_made_anew()
    {
        WriteData();
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        const string Train = "train --quiet --force --out run --set data.stream=true";
        await _program.OkAsync(Train);
        byte[] expected = File.ReadAllBytes(_program.Folder.File(Weights));
        string cache = Assert.Single(Directory.GetDirectories(_program.Folder.File(".cache")));
        foreach (string file in Directory.GetFiles(cache, "*.bin"))
        {
            File.WriteAllBytes(file, [1, 2, 3]);
        }

        await _program.OkAsync(Train);
        Assert.Equal(expected, File.ReadAllBytes(_program.Folder.File(Weights)));
    }

    [Fact]
    public async Task What_is_wrong_in_a_source_is_said_as_ever_and_leaves_nothing_behind()
    {
        _program.Folder.Write("small.csv", SmallExperiment.Csv().Replace("red", "read", StringComparison.Ordinal));
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        string inMemory = await _program.WrongAsync("train");
        Assert.Equal(inMemory, await _program.WrongAsync("train --set data.stream=true"));
        Assert.Empty(Directory.GetDirectories(_program.Folder.File(".cache")));
    }

    [Fact]
    public void Values_are_the_same_after_memory_was_given_back()
    {
        var files = new MappedFiles(_program.Folder.Path);
        using (DisposeScope scope = torch.NewDisposeScope())
        {
            torch.Tensor expected = torch.arange(300_000, torch.ScalarType.Float32);
            torch.Tensor values = files.Allocate("values", [300, 1000], torch.ScalarType.Float32);
            values.view(-1).copy_(expected);
            for (int round = 0; round < 20; round++)
            {
                files.Announce(values, [299, 0]);
                files.GiveBack();
                Assert.True(values.view(-1).eq(expected).all().item<bool>());
            }
        }

        files.Dispose();
        Assert.Equal(0, files.Count);
    }

    [Fact]
    public void Rows_that_were_expected_are_those_that_are_asked_for()
    {
        using var files = new MappedFiles(_program.Folder.Path);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor values = files.Allocate("values", [300, 1000], torch.ScalarType.Float32);
        torch.Tensor labels = files.Allocate("labels", [300], torch.ScalarType.Int64);
        values.view(-1).copy_(torch.arange(300_000, torch.ScalarType.Float32));
        labels.copy_(torch.arange(300, torch.ScalarType.Int64));
        long[] rows = [7, 8, 9, 299, 0, 0, 12];
        using var expected = new ExpectedRows(files, [values, labels, torch.zeros(300)], rows);

        Assert.Null(expected.Take(values, [7, 8]));
        Assert.Equal(values.index_select(0, torch.tensor(rows)).data<float>().ToArray(), expected.Take(values, rows)!.data<float>().ToArray());
        Assert.Equal(rows, expected.Take(labels, rows)!.data<long>().ToArray());
        Assert.Null(expected.Take(values, rows));
    }

    [Fact]
    public void A_file_that_became_shorter_is_an_error_and_not_the_end_of_the_process()
    {
        using var files = new MappedFiles(_program.Folder.Path);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor values = files.Allocate("values", [300, 1000], torch.ScalarType.Float32);
        File.WriteAllBytes(files.PlaceOf("values").File, new byte[1000]);
        using var expected = new ExpectedRows(files, [values], [0, 299]);

        DatasetException problem = Assert.Throws<DatasetException>(() => expected.Take(values, [0, 299]));
        Assert.Contains("has become shorter", problem.Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => files.Read(values, [299], MappedFiles.EmptyRows(values, 1)));
    }

    public void Dispose() => _program.Dispose();

    private void WriteData()
    {
        _program.Folder.Write("small.csv", SmallExperiment.Csv());
        SmallExperiment.WriteNpz(_program.Folder.File("small.npz"));
        SmallExperiment.WriteFolder(_program.Folder.File("folder"));
    }

    private async Task<byte[][]> RunAsync(string options)
    {
        await _program.OkAsync($"train --quiet --force --out run {options}");
        await _program.OkAsync("predict --run run --split all");
        await _program.OkAsync("evaluate --run run");
        return [File.ReadAllBytes(_program.Folder.File(Weights)), File.ReadAllBytes(_program.Folder.File("run/predictions-all.csv"))];
    }
}
