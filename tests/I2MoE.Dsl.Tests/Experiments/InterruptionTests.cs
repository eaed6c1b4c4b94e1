using System.Diagnostics;
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

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task It_stops_after_a_step_and_says_how_it_goes_on(string signal)
    {
        using Process process = await StartAsync();
        Send(signal, process);

        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.StartsWith("Cancelled. It goes on with: ", error, StringComparison.Ordinal);
        Assert.Equal(130, process.ExitCode);
    }

    [Theory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    public async Task Requests_one_after_the_other_never_end_in_a_failure(string signal, int number)
    {
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

    private static void Send(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }
}
