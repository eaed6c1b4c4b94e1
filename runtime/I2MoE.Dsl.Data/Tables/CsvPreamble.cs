namespace I2MoE.Dsl.Data;

/// <summary>
/// What stands before the header of a CSV file: a line <c>sep=;</c>, as spreadsheet programs write it, and lines of comment. Also finds out the delimiter,
/// from the first line that is neither.
/// </summary>
internal sealed class CsvPreamble : TextReader
{
    private const int BlockSize = 1 << 16;
    private const string SeparatorKey = "sep=";

    // In this order where a line has the same number of several.
    private static readonly char[] s_delimiters = [',', ';', '\t', '|'];

    private readonly TextReader _text;
    private readonly char[] _block = new char[BlockSize];
    private readonly int _length;
    private int _position;

    /// <summary>Reads over what stands before the header; what follows is read from here.</summary>
    /// <param name="text">The file, which is taken over.</param>
    /// <param name="format">How the file is written.</param>
    public CsvPreamble(TextReader text, CsvFormat format)
    {
        _text = text;
        _length = text.ReadBlock(_block, 0, BlockSize);
        Delimiter = format.Delimiter ?? '\0';
        if (Line is [.. SeparatorKey, char separator] && !char.IsLetterOrDigit(separator))
        {
            Delimiter = format.Delimiter ?? separator;
            Skip();
        }

        char comment = format.Comment ?? '#';
        while (_position < _length && (Line.Length == 0 || Line[0] == comment) && Skip())
        {
        }

        if (Delimiter == '\0')
        {
            Delimiter = Detect(Line, format);
        }
    }

    /// <summary>The lines that were read over.</summary>
    public int Lines { get; private set; }

    /// <summary>The character between two cells.</summary>
    public char Delimiter { get; }

    // The rest of the block where the line does not end in it.
    private ReadOnlySpan<char> Line
    {
        get
        {
            ReadOnlySpan<char> rest = _block.AsSpan(_position, _length - _position);
            int end = rest.IndexOfAny('\r', '\n');
            return end < 0 ? rest : rest[..end];
        }
    }

    /// <inheritdoc/>
    public override int Peek() => _position < _length ? _block[_position] : _text.Peek();

    /// <inheritdoc/>
    public override int Read() => _position < _length ? _block[_position++] : _text.Read();

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        if (_position == _length)
        {
            return _text.Read(buffer);
        }

        int count = Math.Min(buffer.Length, _length - _position);
        _block.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
        }

        base.Dispose(disposing);
    }

    // False where the line does not end in the block, so that nothing is known of the next.
    private bool Skip()
    {
        int end = _position + Line.Length;
        if (end == _length && _length == BlockSize)
        {
            return false;
        }

        _position = end + (end + 1 < _length && _block[end] == '\r' && _block[end + 1] == '\n' ? 2 : end < _length ? 1 : 0);
        Lines++;
        return true;
    }

    private static char Detect(ReadOnlySpan<char> line, CsvFormat format)
    {
        Span<int> counts = stackalloc int[s_delimiters.Length];
        bool isQuoted = false;
        foreach (char c in line)
        {
            isQuoted ^= c == '"';
            int delimiter = isQuoted || c == format.Decimal || c == format.Thousands ? -1 : Array.IndexOf(s_delimiters, c);
            if (delimiter >= 0)
            {
                counts[delimiter]++;
            }
        }

        int most = 0;
        for (int d = 1; d < counts.Length; d++)
        {
            most = counts[d] > counts[most] ? d : most;
        }

        return counts[most] > 0 || format.Decimal != ',' ? s_delimiters[most] : ';';
    }
}
