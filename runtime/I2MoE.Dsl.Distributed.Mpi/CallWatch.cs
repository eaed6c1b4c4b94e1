using System.Diagnostics;

namespace I2MoE.Dsl.Distributed.Mpi;

/// <summary>Ends the process where a rank waits too long for the others: one of them hangs, and MPI itself would wait for ever.</summary>
internal sealed class CallWatch : IDisposable
{
    private readonly Timer? _timer;
    private readonly TimeSpan _patience;
    private readonly Action<TimeSpan> _end;
    private long _since;
    private int _hasEnded;

    /// <summary>Watches.</summary>
    /// <param name="patience">How long a call may take; zero for as long as it takes.</param>
    /// <param name="end">Ends the process, on another thread than that of the call.</param>
    public CallWatch(TimeSpan patience, Action<TimeSpan> end)
    {
        _patience = patience;
        _end = end;
        var interval = TimeSpan.FromMilliseconds(Math.Clamp(patience.TotalMilliseconds / 10, 10, 1000));
        _timer = patience > TimeSpan.Zero ? new Timer(_ => Look(), null, interval, interval) : null;
    }

    /// <summary>A call begins.</summary>
    public void Begin() => Volatile.Write(ref _since, Stopwatch.GetTimestamp());

    /// <summary>It has returned.</summary>
    public void End() => Volatile.Write(ref _since, 0);

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        if (Volatile.Read(ref _since) is var since and not 0 && Stopwatch.GetElapsedTime(since) > _patience && Interlocked.Exchange(ref _hasEnded, 1) == 0)
        {
            _end(_patience);
        }
    }
}
