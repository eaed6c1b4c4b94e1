using System.Diagnostics;
using System.Globalization;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>A training run in a process of its own, see <see cref="TestProgram"/>, so that it can be killed at any moment.</summary>
internal static class KilledRun
{
    /// <summary>The first argument of <see cref="TestProgram"/> for a command line of the small experiment.</summary>
    public const string CommandLine = "command-line";

    /// <summary>Starts the run and kills it, without a warning, some time after the given number of epochs; returns how many it told of.</summary>
    public static async Task<int> StartAndKillAsync(string folder, int epochs)
    {
        using Process process = Process.Start(TestProgram.StartInfo("killed", folder))!;
        int finished = 0;
        while (finished < epochs && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            finished = int.Parse(line, CultureInfo.InvariantCulture);
        }

        process.Kill();
        string rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(epochs, finished);
        return finished + rest.Count(c => c == '\n');
    }

    /// <summary>Starts a command line of the small experiment and kills it, without a warning, after a time; null lets it end.</summary>
    /// <returns>The exit code, and what it wrote.</returns>
    public static async Task<(int ExitCode, string Text)> StartAsync(string folder, string commandLine, TimeSpan? killedAfter)
    {
        ProcessStartInfo start = TestProgram.StartInfo([CommandLine, .. commandLine.Split(' ')]);
        start.RedirectStandardError = true;
        start.WorkingDirectory = folder;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (killedAfter is { } time)
        {
            await Task.Delay(time);
            process.Kill();
        }

        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    /// <summary>What the run is started with: more epochs than it can finish before it is killed.</summary>
    public static TrainerOptions Options(string folder) => new() { Epochs = 100_000, Checkpoint = new CheckpointOptions { Folder = folder } };

    /// <summary>The program: trains until it is killed, and writes the number of each epoch whose checkpoint is written.</summary>
    /// <param name="folder">The folder of the checkpoints.</param>
    public static async Task RunAsync(string folder)
    {
        await CheckpointTests.TrainAsync("transformer", Options(folder), report =>
        {
            // The report of an epoch comes before its checkpoint.
            if (report is { Completed.Epoch: > 1, Completed.Epoch: var epoch })
            {
                Console.WriteLine((epoch - 1).ToString(CultureInfo.InvariantCulture));
            }
        });
    }
}
