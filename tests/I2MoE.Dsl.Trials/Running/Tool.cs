using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Tool;

namespace I2MoE.Trials.Running;

/// <summary>Runs commands of the tool in this process, as a user types them.</summary>
internal static class Tool
{
    /// <summary>Runs a command.</summary>
    /// <returns>The exit code and what was printed.</returns>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await ToolCommandLine.RunAsync(args, new ProgramConsole(output, error));
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must succeed without a word on the error stream.</summary>
    /// <returns>What was printed.</returns>
    public static async Task<string> SucceedAsync(params string[] args)
    {
        (int exitCode, string output, string error) = await RunAsync(args);
        return exitCode == 0 ? output : throw new TrialException($"{args[0]} ends with {exitCode}: {error.Trim()}{output[Math.Max(0, output.Length - 300)..]}");
    }
}
