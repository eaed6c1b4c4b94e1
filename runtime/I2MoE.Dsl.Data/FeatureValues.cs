using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Collects the values of a modality row by row in pieces of a fixed size, so that nothing is copied while it grows.</summary>
/// <param name="place">Where they are to lie.</param>
internal sealed class FeatureValues(TensorPlace place)
{
    private const int PieceLength = 1 << 18;

    private readonly Queue<float[]> _pieces = [];
    private float[] _last = [];
    private int _used;
    private Stream? _file;

    /// <summary>The number of values so far.</summary>
    public long Count { get; private set; }

    public void Add(float value)
    {
        if (_used == _last.Length)
        {
            Spill();

            // Small data need no large piece.
            _last = new float[Math.Clamp((int)Math.Min(Count, PieceLength), 256, PieceLength)];
            _pieces.Enqueue(_last);
            _used = 0;
        }

        _last[_used++] = value;
        Count++;
    }

    public void AddRange(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            Add(value);
        }
    }

    /// <summary>Moves the values to a tensor, row by row; none are left.</summary>
    /// <param name="rows">The number of rows.</param>
    public Tensor ToTensor(int rows)
    {
        if (!place.Storage.IsMemory)
        {
            _last = _last[.._used];
            Spill();
            long[] shape = [rows, Count / rows];
            _file?.Dispose();
            Count = 0;
            return place.Storage.Appended(place.Name, shape);
        }

        Tensor values = empty(rows, Count / rows);
        using Tensor flat = values.view(-1);
        long start = 0;
        while (_pieces.TryDequeue(out float[]? piece))
        {
            using Tensor source = tensor(piece, ScalarType.Float32);
            long length = Math.Min(piece.Length, Count - start);
            using Tensor target = flat.narrow(0, start, length);
            target.copy_(source.narrow(0, 0, length));
            start += length;
        }

        Count = 0;
        return values;
    }

    // Values that are to lie in a file go there piece by piece, as they come.
    private void Spill()
    {
        if (_last.Length > 0 && !place.Storage.IsMemory)
        {
            _file ??= place.Storage.Append(place.Name)!;
            _file.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(_last));
            _pieces.Clear();
        }
    }
}
