using PureHDF.VOL.Native;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Keeps the chunks that were unpacked last. The library's own cache keeps 1 MB, so that a file of wide chunks, which each row crosses, is unpacked again
/// for every few rows.
/// </summary>
internal sealed class Hdf5ChunkCache : IReadingChunkCache
{
    private const long MaximumBytes = 24 << 20;

    private readonly Dictionary<ulong, Memory<byte>> _chunks = [];
    private readonly Queue<ulong> _order = [];
    private long _bytes;

    /// <inheritdoc/>
    public Memory<byte> GetChunk(ulong index, Func<Memory<byte>> chunkReader)
    {
        if (_chunks.TryGetValue(index, out Memory<byte> known))
        {
            return known;
        }

        Memory<byte> chunk = chunkReader();
        while (_order.Count > 0 && _bytes + chunk.Length > MaximumBytes)
        {
            _chunks.Remove(_order.Dequeue(), out Memory<byte> oldest);
            _bytes -= oldest.Length;
        }

        // One chunk is kept whatever its size.
        _chunks.Add(index, chunk);
        _order.Enqueue(index);
        _bytes += chunk.Length;
        return chunk;
    }
}
