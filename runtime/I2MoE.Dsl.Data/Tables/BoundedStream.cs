
namespace I2MoE.Dsl.Data;

/// <summary>Refuses a stream that is longer than it may be, once so much of it has been read.</summary>
/// <param name="bytes">The stream, which is taken over.</param>
/// <param name="most">The most bytes.</param>
/// <param name="problem">What is wrong with more.</param>
/// <param name="path">The file, for messages.</param>
internal sealed class BoundedStream(Stream bytes, long most, string problem, string path) : Stream
{
    private long _count;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => _count; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = bytes.Read(buffer, offset, count);
        _count += read;
        return _count <= most ? read : throw new DatasetException(problem, path);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            bytes.Dispose();
        }

        base.Dispose(disposing);
    }
}
