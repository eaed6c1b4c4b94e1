using System.Runtime.InteropServices;

namespace I2MoE.Dsl.Distributed;

/// <summary>Ranks that are threads of one process, each with a model of its own: what several processes compute can be tried without them.</summary>
internal sealed class ThreadGroup : IProcessGroup
{
    private readonly Exchange _exchange;

    private ThreadGroup(Exchange exchange, int rank)
    {
        _exchange = exchange;
        Rank = rank;
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size => _exchange.Given.Length;

    /// <inheritdoc/>
    public string Place => "this process";

    /// <summary>The ranks of a group.</summary>
    /// <param name="size">How many.</param>
    public static ThreadGroup[] Of(int size)
    {
        var exchange = new Exchange(size);
        return [.. Enumerable.Range(0, size).Select(rank => new ThreadGroup(exchange, rank))];
    }

    /// <summary>Ends the waiting of all others: they throw.</summary>
    public void Abort() => _exchange.Abort();

    /// <inheritdoc/>
    public void Sum(Span<float> values)
    {
        byte[][] given = _exchange.Meet(Rank, MemoryMarshal.AsBytes(values));
        values.Clear();
        foreach (byte[] other in given)
        {
            ReadOnlySpan<float> numbers = MemoryMarshal.Cast<byte, float>(other);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += numbers[i];
            }
        }
    }

    /// <inheritdoc/>
    public void Broadcast(Span<byte> values) => _exchange.Meet(Rank, values)[0].CopyTo(values);

    /// <inheritdoc/>
    public void Gather(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> counts)
    {
        int place = 0;
        foreach ((int rank, byte[] other) in _exchange.Meet(Rank, own).Index())
        {
            if (other.Length != counts[rank])
            {
                throw new InvalidOperationException($"Rank {rank} gave {other.Length} bytes where {counts[rank]} were expected.");
            }

            other.CopyTo(all[place..]);
            place += other.Length;
        }
    }

    /// <inheritdoc/>
    public void Barrier() => _exchange.Meet(Rank, []);

    // What each rank gave, from one meeting to the next.
    private sealed class Exchange(int size)
    {
        private readonly Lock _lock = new();
        private byte[][] _gathering = new byte[size][];
        private TaskCompletionSource<byte[][]> _meeting = New();
        private int _arrived;

        public byte[][] Given => _gathering;

        public byte[][] Meet(int rank, ReadOnlySpan<byte> own)
        {
            Task<byte[][]> all;
            lock (_lock)
            {
                all = _meeting.Task;
                _gathering[rank] = own.ToArray();
                if (++_arrived == size)
                {
                    TaskCompletionSource<byte[][]> complete = _meeting;
                    byte[][] given = _gathering;
                    (_meeting, _gathering, _arrived) = (New(), new byte[size][], 0);
                    complete.TrySetResult(given);
                }
            }

            return all.GetAwaiter().GetResult();
        }

        public void Abort()
        {
            lock (_lock)
            {
                _meeting.TrySetException(new InvalidOperationException("Another rank has ended."));
            }
        }

        private static TaskCompletionSource<byte[][]> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
