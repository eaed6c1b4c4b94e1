using System.Diagnostics;

namespace I2MoE.Dsl.Studies.Service;

/// <summary>The process of a service.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts one, and waits until it listens.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <exception cref="ArgumentException">It ended instead.</exception>
    public static async Task<ServiceProcess> StartAsync(string run)
    {
        string program = Environment.ProcessPath!;
        bool isHost = string.Equals(Path.GetFileNameWithoutExtension(program), "dotnet", StringComparison.OrdinalIgnoreCase);
        string[] words = [.. isHost ? [typeof(ServiceProcess).Assembly.Location] : (string[])[], ServedRun.Argument, run];
        Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        string? line = await process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        return line?.StartsWith(ServedRun.Begin, StringComparison.Ordinal) == true
            ? new ServiceProcess(process, new Uri(line[ServedRun.Begin.Length..]))
            : throw new ArgumentException($"The service of {run} did not start: {line}");
    }

    /// <summary>Kills it, as a machine that fails does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
