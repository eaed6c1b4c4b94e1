using ICSharpCode.SharpZipLib.GZip;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Unfolds a file of one or more gzip members. The library ends without a word before a member that does not begin as one, and with it all rows behind; only zeros may
/// follow the last, which fill up blocks.
/// </summary>
/// <param name="file">The file, which is taken over.</param>
internal sealed class WholeGzip(Stream file) : GZipInputStream(file)
{
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
        do
        {
            if (inputBuffer.RawData.AsSpan(inputBuffer.RawLength - inputBuffer.Available, inputBuffer.Available).ContainsAnyExcept((byte)0))
            {
                throw new GZipException("What follows the compressed text is none.");
            }

            inputBuffer.Fill();
        }
        while (inputBuffer.Available > 0);
    }
}
