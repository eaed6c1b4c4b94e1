using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Collects the values of a modality row by row, in memory or in a file. In memory they lie in pieces of a fixed size, so that what is there stays where it is
/// as more comes; torch owns the pieces and not the garbage collector, and each is given back as soon as it is in the tensor.
/// </summary>
/// <param name="place">Where they are to lie.</param>
internal sealed class FeatureValues(TensorPlace place)
{
    private const int BufferLength = 1 << 18;

    // 64 MB: an allocator gives blocks of more than 32 MB back to the system at once, and pages that nothing was written to take no memory.
    private const int PieceLength = 64 * BufferLength;

    private readonly Queue<Tensor> _pieces = [];
    private Tensor? _piece;
    private long _inPiece;
    private float[] _buffer = [];
    private int _used;
    private Stream? _file;

    /// <summary>The number of values so far.</summary>
    public long Count { get; private set; }

    public void Add(float value)
    {
        if (_used == _buffer.Length)
        {
            MakeRoom();
        }

        _buffer[_used++] = value;
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
        long[] shape = [rows, Count / rows];
        if (!place.Storage.IsMemory)
        {
            Keep();
            _file?.Dispose();
            Count = 0;
            return place.Storage.Appended(place.Name, shape);
        }

        Tensor values = empty(shape);
        using Tensor flat = values.view(-1);
        long start = 0;
        while (_pieces.TryDequeue(out Tensor? piece))
        {
            using Tensor source = piece;
            long length = ReferenceEquals(piece, _piece) ? _inPiece : PieceLength;
            Copy(source, flat, start, length);
            start += length;
        }

        using Tensor last = tensor(_buffer, ScalarType.Float32);
        Copy(last, flat, start, _used);
        (_piece, _buffer, _used, Count) = (null, [], 0, 0);
        return values;
    }

    private static void Copy(Tensor source, Tensor flat, long start, long length)
    {
        using Tensor target = flat.narrow(0, start, length);
        using Tensor used = source.narrow(0, 0, length);
        target.copy_(used);
    }

    // Small data need no large buffer.
    private void MakeRoom()
    {
        if (_buffer.Length < BufferLength)
        {
            Array.Resize(ref _buffer, Math.Max(256, 2 * _buffer.Length));
            return;
        }

        Keep();
    }

    private void Keep()
    {
        if (!place.Storage.IsMemory)
        {
            _file ??= place.Storage.Append(place.Name)!;
            _file.Write(MemoryMarshal.AsBytes<float>(_buffer.AsSpan(0, _used)));
        }
        else
        {
            KeepInPiece();
        }

        _used = 0;
    }

    // The buffer is full, and a whole number of buffers is a piece.
    private void KeepInPiece()
    {
        if (_piece is null || _inPiece == PieceLength)
        {
            _piece = empty(PieceLength).DetachFromDisposeScope();
            _pieces.Enqueue(_piece);
            _inPiece = 0;
        }

        using Tensor source = tensor(_buffer, ScalarType.Float32);
        using Tensor target = _piece.narrow(0, _inPiece, BufferLength);
        target.copy_(source);
        _inPiece += BufferLength;
    }
}
