using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <content>The values of some rows, from memory or from files.</content>
public sealed partial class MultimodalDataset
{
    /// <summary>Collects samples into a batch, which belongs to the current dispose scope.</summary>
    /// <param name="modalities">The model's modalities, in their order.</param>
    /// <param name="rows">The samples, 0 to N-1; at least one.</param>
    /// <param name="device">Where the batch is used; null for the CPU.</param>
    /// <exception cref="DatasetException">There is no such modality, no rows are given, or a row is outside 0 to N-1.</exception>
    public MultimodalBatch ToBatch(IReadOnlyList<string> modalities, ReadOnlySpan<long> rows, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(modalities);
        DatasetRules.CheckRows(rows, Count);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        long[] own = RowsOf(rows);
        return new MultimodalBatch(
            [.. modalities.Select(name => OnDevice(Scaled(name, Collect(Shared(name), own)), device))],
            OnDevice(Collect(_shared.Labels, own), device))
        {
            Presence = Origin.PresenceOf(modalities, rows) is { } presence ? OnDevice(presence, device) : null,
        };
    }

    /// <summary>Goes through the values of a modality without a copy of all of them.</summary>
    /// <param name="modality">The modality.</param>
    /// <param name="use">Takes the first row of each block and its values [n, …], which are not to be kept; those of a whole dataset that is not standardised when it is read can be written to.</param>
    internal void ForEachBlock(string modality, Action<long, Tensor> use)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Tensor values = Shared(modality);
        foreach ((long start, long count) in RowBlocks.Of(Count, values.NumberOfElements / values.shape[0]))
        {
            using DisposeScope scope = NewDisposeScope();
            use(start, Scaled(modality, Block(values, start, count)));
        }
    }

    /// <summary>Says which samples are asked for next, so that what lies in files is read meanwhile. It changes nothing else.</summary>
    /// <param name="rows">The samples, 0 to N-1.</param>
    internal void Expect(ReadOnlySpan<long> rows)
    {
        if (Files is not null && !_isDisposed)
        {
            _expected?.Dispose();
            _expected = new ExpectedRows(Files, [.. _shared.Modalities.Values, _shared.Labels], RowsOf(rows));
        }
    }

    /// <summary>The labels as a tensor of their own, in the current dispose scope.</summary>
    internal Tensor CopyLabels() => _rows is null ? _shared.Labels.clone() : _shared.Collect(_shared.Labels, _rows);

    private long[] RowsOf(ReadOnlySpan<long> rows)
    {
        long[] own = rows.ToArray();
        return _rows is null ? own : [.. own.Select(row => _rows[row])];
    }

    private Tensor Collect(Tensor values, long[] rows) => _expected?.Take(values, rows) ?? _shared.Collect(values, rows);

    // Of a whole dataset the values themselves, so that they can be written to.
    private Tensor Block(Tensor values, long start, long count) =>
        _rows is null ? values.narrow(0, start, count) : _shared.Collect(values, _rows[(int)start..(int)(start + count)]);

    // What a part shares lies among the rows of others, so that a tensor of its own is made when somebody asks for one.
    private Tensor Whole(string name, Tensor shared)
    {
        if (_rows is null && !_shared.Scalings.ContainsKey(name) && !_shared.Foldings.ContainsKey(name))
        {
            return shared;
        }

        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (_collected)
        {
            if (!_collected.TryGetValue(name, out Tensor? values))
            {
                values = Scaled(name, _rows is null ? shared.alias() : _shared.Collect(shared, _rows));
                values.DetachFromDisposeScope();
                _collected.Add(name, values);
            }

            return values;
        }
    }

    // Takes the tensor over.
    private Tensor Scaled(string modality, Tensor collected)
    {
        if (_shared.Foldings.TryGetValue(modality, out LevelFolding? folding))
        {
            using Tensor unfolded = collected;
            collected = folding.Of(unfolded);
        }

        if (!_shared.Scalings.TryGetValue(modality, out FeatureScaling? scaling))
        {
            return collected;
        }

        using DisposeScope scope = NewDisposeScope();
        using (collected)
        {
            return scaling.Of(collected).to(collected.dtype).MoveToOuterDisposeScope();
        }
    }

    // Takes the tensor over.
    private static Tensor OnDevice(Tensor collected, Device? device)
    {
        if (device is null || device.type == DeviceType.CPU)
        {
            return collected;
        }

        using (collected)
        {
            return collected.to(device);
        }
    }
}
