using System.Diagnostics;
using System.Runtime.InteropServices;

namespace I2MoE.Dsl.Experiments.Terminal;

/// <summary>
/// Ctrl-C and the request to end of a process (SIGINT, SIGTERM). The first cancels <see cref="Token"/>; the next ends the process at once.
/// One request often comes twice: to the group of processes, and passed on by <c>dotnet run</c>.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>The exit code of what was interrupted.</summary>
    public const int ExitCode = 130;

    // A step may take this long before the process is ended without waiting for it.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_sameRequest = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Timer _patience = new(_ => Environment.Exit(ExitCode));
    private long? _first;

    /// <summary>Listens until it is disposed.</summary>
    /// <param name="cancellationToken">Cancels <see cref="Token"/> as well.</param>
    public Interruption(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear)];
    }

    /// <summary>Is cancelled by the first request.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _patience.Dispose();
        _source.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        lock (_lock)
        {
            // What is not cancelled here ends the process, as if nobody listened.
            context.Cancel = _first is not { } first || Stopwatch.GetElapsedTime(first) < s_sameRequest;
            if (_first is not null)
            {
                return;
            }

            _first = Stopwatch.GetTimestamp();
        }

        try
        {
            _patience.Change(s_patience, Timeout.InfiniteTimeSpan);
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command came to its end meanwhile.
        }
    }
}
