using ICSharpCode.SharpZipLib.GZip;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Unfolds a file of one or more gzip members. The library ends without a word before a member that does not begin as one, and with it all rows behind; only zeros may
/// follow the last, which fill up blocks.
/// </summary>
/// <param name="file">The file, which is taken over.</param>
internal sealed class WholeGzip(Stream file) : GZipInputStream(file)
{
    private const int PieceLength = 1 << 12;

    /// <inheritdoc/>
    /// <exception cref="GZipException">The file is damaged.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, count);
        if (read == 0 && count > 0)
        {
            RefuseRest();
        }

        return read;
    }

    private void RefuseRest()
    {
        bool isRest = inputBuffer.RawData.AsSpan(inputBuffer.RawLength - inputBuffer.Available, inputBuffer.Available).ContainsAnyExcept((byte)0);
        byte[] piece = new byte[PieceLength];
        int length;
        while (!isRest && (length = baseInputStream.Read(piece, 0, piece.Length)) > 0)
        {
            isRest = piece.AsSpan(0, length).ContainsAnyExcept((byte)0);
        }

        if (isRest)
        {
            throw new GZipException("What follows the compressed text is none.");
        }
    }
}
