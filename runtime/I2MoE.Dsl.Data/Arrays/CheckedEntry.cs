using System.IO.Compression;
using System.IO.Hashing;

namespace I2MoE.Dsl.Data;

/// <summary>The bytes of an entry of a zip archive, compared with the sum that the archive keeps of them when the last was read: the library does not do it.</summary>
/// <param name="entry">The entry.</param>
internal sealed class CheckedEntry(ZipArchiveEntry entry) : Stream
{
    private readonly Stream _bytes = entry.Open();
    private readonly Crc32 _sum = new();
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => entry.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="FormatException">The bytes are not those that were archived.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = _bytes.Read(buffer);
        _sum.Append(buffer[..read]);
        _position += read;
        return read == 0 || _position < entry.Length || _sum.GetCurrentHashAsUInt32() == entry.Crc32
            ? read
            : throw new FormatException("its compressed bytes are damaged: they are not what was archived (CRC-32).");
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _bytes.Dispose();
        }

        base.Dispose(disposing);
    }
}
