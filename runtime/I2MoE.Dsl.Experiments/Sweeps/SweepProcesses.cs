using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>Trains trials in processes of their own, several at once. One that ends without a word, as when memory ran out, has failed and stops no other.</summary>
/// <param name="folder">The folder of the sweep.</param>
/// <param name="processes">How many at once.</param>
/// <param name="start">How the process of a trial is started.</param>
internal sealed class SweepProcesses(SweepFolder folder, int processes, Func<int, ProcessStartInfo> start)
{
    private const string ThreadsVariable = "OMP_NUM_THREADS";

    /// <summary>This program again, with another command line of a command; what stands before the command, which is the program's own matter, stays.</summary>
    public static ProcessStartInfo Again(IReadOnlyList<string> words)
    {
        string program = Environment.ProcessPath!;
        string[] own = Environment.GetCommandLineArgs();
        bool isHost = string.Equals(Path.GetFileNameWithoutExtension(program), "dotnet", StringComparison.OrdinalIgnoreCase);
        return new ProcessStartInfo(program, [.. isHost ? [own[0]] : (string[])[], .. own.Skip(1).TakeWhile(word => word != words[0]), .. words]) { WorkingDirectory = WorkingFolder.Path };
    }

    /// <summary>Trains a trial; null where it was trained, or another process trains it.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Trial?> TryRunAsync(int number, CancellationToken cancellationToken)
    {
        if (RunLock.IsTaken(folder.OfTrial(number)))
        {
            return null;
        }

        ProcessStartInfo info = start(number);
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        if (!info.Environment.ContainsKey(ThreadsVariable))
        {
            info.Environment[ThreadsVariable] = Math.Max(1, Environment.ProcessorCount / processes).ToString(CultureInfo.InvariantCulture);
        }

        using var process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await output.ConfigureAwait(false);
        string said = await error.ConfigureAwait(false);
        return folder.ReadTrial(number) is { Status: not TrialStatus.Running } trial ? trial
            : RunLock.IsTaken(folder.OfTrial(number)) ? null
            : Failed(number, process.ExitCode, said);
    }

    private Trial Failed(int number, int exitCode, string said)
    {
        string last = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
        Trial trial = (folder.ReadTrial(number) ?? new Trial { Number = number }) with
        {
            Status = TrialStatus.Failed,
            Reason = string.Create(CultureInfo.InvariantCulture, $"its process ended with exit code {exitCode}{(last.Length > 0 ? $": {last}" : "")}"),
        };
        folder.Write(trial);
        return trial;
    }
}
