using I2MoE.Dsl.Experiments.Terminal;

namespace I2MoE.Dsl.Tool.Tests;

/// <summary>The tool in a folder of its own, run within the test.</summary>
public sealed class ToolRun : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("i2moe-tool-tests-").FullName;

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string At(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        string path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public async Task RunAsync(int exitCode, params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int actual = await ToolCommandLine.RunAsync(args, new ProgramConsole(output, error) { Folder = Folder });
        (Output, Error) = (output.ToString(), error.ToString());
        Assert.True(actual == exitCode, $"{string.Join(' ', args)}: {actual}{Environment.NewLine}{Output}{Error}");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
