using System.Diagnostics;
using System.Text;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.EndToEnd.Tests;

/// <summary>Runs <c>dotnet</c> as a user would.</summary>
internal static class Cli
{
    /// <summary>The configuration that these tests were built in, so that what they run is built already.</summary>
    public static string Configuration { get; } =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    /// <summary>Runs dotnet and returns its exit code and everything it printed.</summary>
    public static Task<(int ExitCode, string Output)> DotnetAsync(string folder, params string[] arguments) => RunAsync(folder, "dotnet", arguments);

    /// <summary>Runs a program, which must succeed, and returns what it printed.</summary>
    public static async Task<string> ProgramAsync(string folder, string program, params string[] arguments)
    {
        (int exitCode, string output) = await RunAsync(folder, program, arguments);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Runs an example that was built with these tests, which must succeed, and returns what it printed: what <c>dotnet run</c> starts, without looking at the project first.</summary>
    public static Task<string> ExampleAsync(string folder, string example, params string[] arguments) => SucceedAsync(
        folder, ["exec", Path.Combine(RepositoryFiles.Root, "examples", example, "bin", Configuration, "net10.0", $"{example}.dll"), .. arguments]);

    /// <summary>Runs dotnet, which must succeed, and returns what it printed.</summary>
    public static async Task<string> SucceedAsync(string folder, params string[] arguments)
    {
        (int exitCode, string output) = await DotnetAsync(folder, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host sets these for itself; a child that builds with another SDK state must not inherit them.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBuildExtensionsPath");
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        // The models are small and the tests beside these are many: threads would wait for each other.
        start.Environment["OMP_NUM_THREADS"] = "1";

        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.ToString());
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
