using I2MoE.Dsl.Experiments.Terminal;

// The tests change the current folder, which is one for the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace I2MoE.Dsl.Tool.Tests;

/// <summary>The tool in a folder of its own, run within the test.</summary>
public sealed class ToolRun : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();

    public ToolRun() => Directory.SetCurrentDirectory(Folder);

    public string Folder { get; } = Directory.CreateTempSubdirectory("i2moe-tool-tests-").FullName;

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public async Task RunAsync(int exitCode, params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int actual = await ToolCommandLine.RunAsync(args, new ProgramConsole(output, error));
        (Output, Error) = (output.ToString(), error.ToString());
        Assert.True(actual == exitCode, $"{string.Join(' ', args)}: {actual}{Environment.NewLine}{Output}{Error}");
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(Folder, recursive: true);
    }
}
