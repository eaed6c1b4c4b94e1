using System.Diagnostics;
using System.Text.Json;

namespace I2MoE.Proof.Trials;

/// <summary>
/// Tries models in a process of their own: torch ends the process at some mistakes instead of throwing, and that too is to be an outcome.
/// </summary>
internal sealed class TrialProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40);

    private Process? _process;

    /// <summary>Tries a model.</summary>
    public TrialOutcome Run(TrialRequest request)
    {
        _process ??= Start();
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            return End();
        }

        Task<string?> answer = _process.StandardOutput.ReadLineAsync();
        if (!answer.Wait(s_patience))
        {
            Stop();
            return TrialOutcome.OutOfTime;
        }

        return answer.Result is { } line ? JsonSerializer.Deserialize<TrialOutcome>(line)! : End();
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private TrialOutcome End()
    {
        _process!.WaitForExit();
        int code = _process.ExitCode;
        Stop();
        return new TrialOutcome("trial", FormattableString.Invariant($"The process ended with exit code {code}."));
    }

    private void Stop()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
        }

        _process?.Dispose();
        _process = null;
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "I2MoE.Dsl.Proof.dll"), TrialServer.Argument },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        Process process = Process.Start(start)!;

        // Torch writes there before it ends the process; nobody else reads it, and a full pipe would block.
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}
