using System.Diagnostics;
using System.Globalization;
using I2MoE.Trials.Running;

namespace I2MoE.Trials.Hostile;

/// <summary>A command of the tool in a process of its own, whose memory and time are measured.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Error">What it wrote to the error stream.</param>
/// <param name="Seconds">Time of the processor; what it waits for counts too where that is more than the patience below.</param>
/// <param name="Megabytes">The most memory that it had.</param>
internal sealed record ChildRun(int ExitCode, string Error, double Seconds, long Megabytes)
{
    /// <summary>The argument that makes this program such a child.</summary>
    public const string Argument = "--child";

    // A busy machine may keep a process waiting; one that waits for ever is ended.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(45);

    private const long MostMegabytes = 4000;

    /// <summary>Runs a command and, where it takes too long or too much, ends it.</summary>
    public static ChildRun Of(string folder, params string[] command)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Program(), Argument, .. command]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        using Process child = Process.Start(start)!;
        Task<string> error = child.StandardError.ReadToEndAsync();
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        long begin = Stopwatch.GetTimestamp();
        long megabytes = 0;
        double seconds = 0;
        string ended = "";
        while (!child.WaitForExit(25))
        {
            megabytes = Math.Max(megabytes, MegabytesOf(child.Id));
            seconds = SecondsOf(child) ?? seconds;
            if (ended.Length == 0 && (Stopwatch.GetElapsedTime(begin) > s_patience || megabytes > MostMegabytes))
            {
                ended = megabytes > MostMegabytes ? "ended: too much memory" : "ended: it waits";
                child.Kill(entireProcessTree: true);
            }
        }

        child.WaitForExit();
        output.Wait();
        return new ChildRun(child.ExitCode, ended.Length > 0 ? ended : error.Result.Trim(), ended == "ended: it waits" ? s_patience.TotalSeconds : seconds, megabytes);
    }

    /// <summary>What the child does.</summary>
    public static async Task<int> RunAsync(string[] command)
    {
        (int exitCode, string output, string error) = await Tool.RunAsync(command);
        Console.Out.Write(output);
        Console.Error.Write(error);

        // Time for the parent to read what the process has used.
        await Task.Delay(60);
        return exitCode;
    }

    // 'dotnet exec' and 'dotnet Trials.dll' are told the program; 'dotnet run' starts the program itself.
    private static string[] Program()
        => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ChildRun).Assembly.Location] : [];

    private static long MegabytesOf(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture) / 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static double? SecondsOf(Process process)
    {
        try
        {
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
