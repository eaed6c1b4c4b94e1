using System.Diagnostics;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Testing.Yaml;

namespace I2MoE.Dsl.Tool.Tests;

public sealed class ValidateCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task Every_wrong_file_is_found_at_its_place()
    {
        WrongFile[] files = [.. WrongFiles.ByHand, .. WrongFiles.FromCatalogue];
        string[] paths = [.. files.Select((file, number) => _tool.Write($"{number:0000}/{WrongFile.Name}", file.Text))];
        await _tool.RunAsync(1, "validate", _tool.Folder, "--format", "json");
        ILookup<string, string> found = JsonNode.Parse(_tool.Output)!.AsArray()
            .ToLookup(problem => (string)problem!["file"]!, problem => $"{problem!["id"]} ({problem["line"]},{problem["column"]})");
        Assert.All(files.Index(), pair =>
        {
            (int number, WrongFile file) = pair;
            string expected = $"{file.Id} ({file.Line},{file.Column})";
            if (number < WrongFiles.ByHand.Count)
            {
                Assert.Equal([expected], found[paths[number]]);
            }
            else
            {
                Assert.Contains(expected, found[paths[number]]);
            }
        });
    }

    [Fact]
    public async Task Problems_are_printed_as_the_build_prints_them()
    {
        string path = _tool.Write("a.i2moe.yaml", WrongFiles.Experiment("training: { epoch: 3 }"));
        await _tool.RunAsync(1, "validate", path);
        Assert.StartsWith(
            $"{path}(7,13): error I2MOE713: 'epoch' is not a key of 'training'. Allowed: epochs, batch_size, ",
            _tool.Output,
            StringComparison.Ordinal);
        Assert.Contains("Did you mean 'epochs'?", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("1 file, 1 error, 0 warnings, 0 suggestions", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_warnings_and_suggestions_are_counted_apart()
    {
        string path = _tool.Write("a.i2moe.yaml", WrongFiles.Experiment("training: { learning_rate: 0.5, weight_decay: 0.5 }\nreweighting: { layers: 1, dropout: 0.2 }"));
        await _tool.RunAsync(0, "validate", path);
        Assert.Contains("1 file, 0 errors, 1 warning, 2 suggestions", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_are_searched_as_a_build_does()
    {
        _tool.Write("a/good.i2moe.yaml", WrongFiles.Experiment(""));
        _tool.Write("a/shared.part.i2moe.yaml", "training: { epoch: 3 }");
        _tool.Write("a/bin/wrong.i2moe.yaml", "");
        _tool.Write("a/.hidden/wrong.i2moe.yaml", "");
        await _tool.RunAsync(0, "validate", "a");
        Assert.Contains("1 file, 0 errors, 0 warnings, 0 suggestions", _tool.Output, StringComparison.Ordinal);
        await _tool.RunAsync(0, "validate");
    }

    [SkippableTheory]
    [InlineData("/etc/passwd", "this is no YAML file; expected one whose name ends in .yaml or .yml")]
    [InlineData("pipe.yaml", "this is a pipe; expected a YAML file")]
    [InlineData("zero.yaml", "this is a device; expected a YAML file")]
    [InlineData("environ.yaml", "this is a file that the system makes up while it is read; expected a YAML file")]
    [InlineData("large.yaml", "the file has 20000001 bytes; a YAML file has at most 20000000")]
    public async Task What_is_no_experiment_is_refused_and_not_printed(string extended, string message)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The paths are Linux's.");
        using (Process process = Process.Start("mkfifo", Path.Combine(_tool.Folder, "pipe.yaml")))
        {
            await process.WaitForExitAsync();
        }

        File.CreateSymbolicLink(Path.Combine(_tool.Folder, "zero.yaml"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(_tool.Folder, "environ.yaml"), "/proc/self/environ");
        _tool.Write("large.yaml", new string('#', 20_000_001));
        string path = _tool.Write("a.i2moe.yaml", $"extends: {extended}\n{WrongFiles.Experiment("")}");
        await _tool.RunAsync(1, "validate", path);
        Assert.Contains(message, _tool.Output + _tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", _tool.Output + _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_are_followed_once_and_a_circle_of_them_ends()
    {
        _tool.Write("a/good.i2moe.yaml", WrongFiles.Experiment(""));
        _tool.Write("elsewhere/other.i2moe.yaml", WrongFiles.Experiment(""));
        Directory.CreateSymbolicLink(_tool.At("a/up"), "..");
        Directory.CreateSymbolicLink(_tool.At("a/self"), Path.Combine(_tool.Folder, "a"));
        Directory.CreateSymbolicLink(_tool.At("a/circle"), "circle");
        Directory.CreateSymbolicLink(_tool.At("a/linked"), Path.Combine(_tool.Folder, "elsewhere"));
        Directory.CreateSymbolicLink(_tool.At("a/nowhere"), "missing");
        await _tool.RunAsync(0, "validate", "a");
        Assert.Contains("2 files, 0 errors, 0 warnings, 0 suggestions", _tool.Output, StringComparison.Ordinal);
        await _tool.RunAsync(0, "validate", ".");
        Assert.Contains("2 files, 0 errors, 0 warnings, 0 suggestions", _tool.Output, StringComparison.Ordinal);
        await _tool.RunAsync(0, "validate", "a/linked");
        Assert.Contains("1 file, 0 errors, 0 warnings, 0 suggestions", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_experiment_is_found_by_its_name()
    {
        _tool.Write("MyModel.i2moe.yaml", WrongFiles.Experiment(""));
        await _tool.RunAsync(0, "validate", "MyModel");
        await _tool.RunAsync(0, "show", "MyModel");
        await _tool.RunAsync(1, "show", "MyModle");
        Assert.Contains("MyModle does not exist. Did you mean 'MyModel.i2moe.yaml'?", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_part_is_reported_once_for_all_that_extend_it()
    {
        _tool.Write("shared.part.i2moe.yaml", "training: { epoch: 3 }");
        _tool.Write("a.i2moe.yaml", WrongFiles.Experiment("extends: shared.part.i2moe.yaml"));
        _tool.Write("b.i2moe.yaml", WrongFiles.Experiment("extends: shared.part.i2moe.yaml"));
        await _tool.RunAsync(1, "validate");
        Assert.Contains("shared.part.i2moe.yaml(1,13): error I2MOE713", _tool.Output, StringComparison.Ordinal);
        Assert.Contains("2 files, 1 error, 0 warnings, 0 suggestions", _tool.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.i2moe.yaml", "missing.i2moe.yaml does not exist. Did you mean 'missin.i2moe.yaml'?")]
    [InlineData("empty", "There is no file *.i2moe.yaml in ")]
    [InlineData("@study.i2moe.yaml", "@study.i2moe.yaml does not exist.")]
    public async Task What_is_not_there_is_an_error(string path, string message)
    {
        _tool.Write("missin.i2moe.yaml", WrongFiles.Experiment(""));
        Directory.CreateDirectory(_tool.At("empty"));
        await _tool.RunAsync(1, "validate", path);
        Assert.Contains(message, _tool.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();
}
