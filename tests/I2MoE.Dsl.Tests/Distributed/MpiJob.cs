using System.Diagnostics;
using System.Globalization;

namespace I2MoE.Dsl.Tests.Distributed;

/// <summary>The small experiment under a launcher of MPI, each rank a process of this assembly.</summary>
internal static class MpiJob
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    /// <summary>The launchers that Debian and Ubuntu can have beside each other.</summary>
    public static TheoryData<string> Launchers => ["mpirun.openmpi", "mpirun.mpich"];

    /// <summary>Skips a test where a launcher is not installed.</summary>
    public static void Require(string launcher) => Skip.IfNot(
        OperatingSystem.IsLinux() && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, launcher))),
        $"{launcher} is not installed (Debian and Ubuntu: apt install openmpi-bin mpich).");

    /// <summary>Runs a job to its end.</summary>
    /// <param name="launcher">The launcher.</param>
    /// <param name="folder">The folder of the ranks.</param>
    /// <param name="ranks">The command line of each rank; one for all of them.</param>
    /// <param name="size">The number of ranks.</param>
    /// <param name="environment">What is set in the environment.</param>
    /// <param name="during">Called with each line of output, and the job.</param>
    /// <returns>The exit code, the output and the error stream.</returns>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string launcher, string folder, string[] ranks, int size, IReadOnlyDictionary<string, string>? environment = null, Func<Process, Task>? during = null)
    {
        ProcessStartInfo program = TestProgram.StartInfo(Training.KilledRun.CommandLine);
        string[] options = launcher == "mpirun.openmpi" ? ["--allow-run-as-root", "--oversubscribe", "--bind-to", "none"] : [];
        var start = new ProcessStartInfo(launcher, options) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string command in ranks)
        {
            string[] words = [.. start.ArgumentList.Count > options.Length ? [":"] : (string[])[], "-n", (size / ranks.Length).ToString(CultureInfo.InvariantCulture), program.FileName, .. program.ArgumentList, .. command.Split(' ')];
            Array.ForEach(words, start.ArgumentList.Add);
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (during is not null)
        {
            await during(process);
        }

        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The job did not end: {await output} {await error}");
        }

        return (process.ExitCode, await output, await error);
    }

    /// <summary>The processes of the ranks of a job.</summary>
    public static int[] RanksOf(string folder) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(process => IsRank(process, folder)).Order(),
    ];

    private static bool IsRank(int process, string folder)
    {
        try
        {
            return new FileInfo($"/proc/{process}/cwd").LinkTarget == folder && File.ReadAllText($"/proc/{process}/cmdline").Split('\0') is [_, "exec", ..];
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
