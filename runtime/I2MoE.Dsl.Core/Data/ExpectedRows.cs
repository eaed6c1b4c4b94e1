using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>The values of a batch, which are read from files while the batch before it is computed.</summary>
internal sealed class ExpectedRows : IDisposable
{
    private readonly long[] _rows;
    private readonly Dictionary<Tensor, Tensor> _collected = new(ReferenceEqualityComparer.Instance);
    private readonly Task _reading;

    /// <summary>Begins to read.</summary>
    /// <param name="files">The files.</param>
    /// <param name="values">The tensors [N, …] of which rows are expected; what does not lie in the files is left out.</param>
    /// <param name="rows">The rows.</param>
    public ExpectedRows(MappedFiles files, IEnumerable<Tensor> values, long[] rows)
    {
        _rows = rows;
        foreach (Tensor tensor in values.Where(files.Holds))
        {
            _collected.Add(tensor, MappedFiles.EmptyRows(tensor, rows.Length).DetachFromDisposeScope());
        }

        KeyValuePair<Tensor, Tensor>[] reads = [.. _collected];
        _reading = Task.Run(() =>
        {
            // All of them are announced first: a disk is faster the more it is asked for.
            foreach ((Tensor tensor, _) in reads)
            {
                files.Announce(tensor, rows);
            }

            foreach ((Tensor tensor, Tensor target) in reads)
            {
                files.Read(tensor, rows, target);
            }
        });
    }

    /// <summary>The expected rows of a tensor, in the current dispose scope; null where others were expected.</summary>
    /// <param name="values">The tensor.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="DatasetException">A file has become shorter.</exception>
    public Tensor? Take(Tensor values, ReadOnlySpan<long> rows)
    {
        if (!rows.SequenceEqual(_rows) || !_collected.Remove(values, out Tensor? collected))
        {
            return null;
        }

        using (collected)
        {
            _reading.GetAwaiter().GetResult();
            return collected.alias();
        }
    }

    /// <summary>Waits for the end of the reading, and frees what nobody took.</summary>
    public void Dispose()
    {
        Task.WaitAny(_reading);
        foreach (Tensor collected in _collected.Values)
        {
            collected.Dispose();
        }

        _collected.Clear();
    }
}
