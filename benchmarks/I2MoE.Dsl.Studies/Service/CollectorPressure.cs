namespace I2MoE.Dsl.Studies.Service;

/// <summary>A thread that allocates, collects and lets objects be finalised without pause, until it is disposed.</summary>
internal sealed class CollectorPressure : IDisposable
{
    private const int Objects = 500;
    private readonly Thread _thread;
    private volatile bool _ends;

    /// <summary>Begins.</summary>
    public CollectorPressure()
    {
        _thread = new Thread(Press) { IsBackground = true };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ends = true;
        _thread.Join();
    }

    private void Press()
    {
        while (!_ends)
        {
            for (int i = 0; i < Objects; i++)
            {
                GC.KeepAlive(new Finalised());
            }

            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        }
    }

    // The collector of TorchSharp's own objects has others to end before them.
    private sealed class Finalised
    {
        private static int s_count;

        ~Finalised() => Interlocked.Increment(ref s_count);
    }
}
