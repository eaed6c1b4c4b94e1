using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using I2MoE.Dsl.Tests.Training;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>A request to end comes twice, as to a group of processes whose first passes it on, or is repeated by somebody who does not wait.</summary>
[SupportedOSPlatform("linux")]
public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public InterruptionTests() => _folder.Write("small.csv", SmallExperiment.Csv());

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    public async Task It_stops_after_a_step_and_says_how_it_goes_on(string signal, int number)
    {
        SkipWhereIgnored(signal, number);
        using Process process = await StartAsync();
        Send(signal, process);

        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.StartsWith("Cancelled. It goes on with: ", error, StringComparison.Ordinal);
        Assert.Equal(130, process.ExitCode);
    }

    [SkippableTheory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    public async Task Requests_one_after_the_other_never_end_in_a_failure(string signal, int number)
    {
        SkipWhereIgnored(signal, number);
        using Process process = await StartAsync();
        for (int time = 0; time < 5; time++)
        {
            Send(signal, process);
        }

        // The last may come when the command has ended, or more than a second after the first: then they end the process.
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Contains(process.ExitCode, (int[])[130, 128 + number]);
        Assert.DoesNotContain("Unhandled", error, StringComparison.Ordinal);
    }

    // Starts a training that takes minutes, and waits until it is in its epochs.
    private async Task<Process> StartAsync()
    {
        ProcessStartInfo start = TestProgram.StartInfo(KilledRun.CommandLine, "train", "--out", "run", "--set", "training.epochs=100000");
        start.RedirectStandardError = true;
        start.WorkingDirectory = _folder.Path;
        Process process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("epoch 2/", StringComparison.Ordinal))
        {
        }

        // Nobody may wait for it to be read.
        _ = process.StandardOutput.ReadToEndAsync();
        return process;
    }

    // A shell without job control starts what goes on behind it with SIGINT ignored, and every process that comes from there inherits that.
    private static void SkipWhereIgnored(string signal, int number)
    {
        string ignored = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..].Trim();
        Skip.If((ulong.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (number - 1) & 1) == 1, $"These tests were started with SIG{signal} ignored.");
    }

    private static void Send(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }
}
