namespace I2MoE.Dsl.Data;

/// <summary>
/// Refuses what no table needs while it passes: a cell, a line or a number of columns that only a damaged or hostile file has, and blank lines without end.
/// The reader behind it keeps whole lines, so that they must not become long before they are refused.
/// </summary>
internal sealed class CsvBounds : TextReader
{
    /// <summary>The most characters of a cell.</summary>
    public const int LongestCell = 1_000_000;

    /// <summary>The most characters of a line, with the line breaks that are quoted in it.</summary>
    public const int LongestLine = 16_000_000;

    /// <summary>The most columns.</summary>
    public const int MostColumns = 100_000;

    /// <summary>The most blank lines that follow each other.</summary>
    public const int MostBlankLines = 1_000_000;

    private readonly TextReader _text;
    private readonly string _path;
    private readonly char _delimiter;
    private readonly char? _comment;
    private readonly string _ends;
    private long _line;
    private long _firstLine;
    private int _cell;
    private int _length;
    private int _columns = 1;
    private int _blankLines;
    private bool _isQuoted;
    private bool _isAfterQuote;
    private bool _isComment;
    private bool _isBlank = true;
    private bool _isAfterReturn;

    /// <summary>Takes over a text at the beginning of a line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="delimiter">What ends a cell.</param>
    /// <param name="comment">What begins a line that is passed over, if anything.</param>
    /// <param name="firstLine">The line of the file where the text begins.</param>
    /// <param name="path">The file, for messages.</param>
    public CsvBounds(TextReader text, char delimiter, char? comment, long firstLine, string path)
    {
        _text = text;
        _delimiter = delimiter;
        _comment = comment;
        _line = _firstLine = firstLine;
        _path = path;
        _ends = $"\r\n\"{delimiter}";
    }

    /// <inheritdoc/>
    public override int Peek() => _text.Peek();

    /// <inheritdoc/>
    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        int count = _text.Read(buffer);
        Check(buffer[..count]);
        return count > 0 || buffer.IsEmpty || !_isQuoted ? count : throw Problem($"a quote that begins a cell of this line is never closed.");
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

    private void Check(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            text = PassPlainLines(text);
            int plain = text.IndexOfAny(_ends);
            plain = plain < 0 ? text.Length : plain;
            if (plain > 0)
            {
                TakePlain(text[..plain]);
                text = text[plain..];
            }
            else if (!text.IsEmpty)
            {
                Take(text[0]);
                text = text[1..];
            }
        }
    }

    // Lines that end here and have no quotes, which are most: as a whole rather than cell by cell.
    private ReadOnlySpan<char> PassPlainLines(ReadOnlySpan<char> text)
    {
        while (_length == 0 && !_isQuoted && !_isAfterReturn)
        {
            int end = text.IndexOf('\n');
            if (end is < 0 or > LongestCell)
            {
                break;
            }

            ReadOnlySpan<char> line = text[..(end > 0 && text[end - 1] == '\r' ? end - 1 : end)];
            if (line.IsWhiteSpace() || line.ContainsAny('"', '\r') || (line[0] != _comment && line.Count(_delimiter) >= MostColumns))
            {
                break;
            }

            _firstLine = ++_line;
            _blankLines = 0;
            _isAfterQuote = false;
            text = text[(end + 1)..];
        }

        return text;
    }

    private void TakePlain(ReadOnlySpan<char> text)
    {
        _isComment |= _length == 0 && text[0] == _comment;
        _isBlank = _isBlank && text.IsWhiteSpace();
        (_isAfterReturn, _isAfterQuote) = (false, false);
        Lengthen(text.Length);
    }

    private void Take(char c)
    {
        bool isSecondOfTwo = c == '\n' && _isAfterReturn;
        bool isAfterQuote = _isAfterQuote;
        _isAfterReturn = c == '\r';
        _isAfterQuote = c == '"' && _isQuoted;
        if (c is '\r' or '\n')
        {
            _line += isSecondOfTwo ? 0 : 1;
            if (_isQuoted)
            {
                Lengthen(1);
            }
            else if (!isSecondOfTwo)
            {
                EndLine();
            }
        }
        else if (c == '"')
        {
            // Two quotes in a quoted cell end it and begin it again.
            _isQuoted = !_isQuoted && !_isComment && (_cell == 0 || isAfterQuote);
            _isBlank = false;
            Lengthen(1);
        }
        else
        {
            EndCell();
        }
    }

    private void EndCell()
    {
        _isBlank &= char.IsWhiteSpace(_delimiter);
        Lengthen(1);
        if (_isQuoted || _isComment)
        {
            return;
        }

        _cell = 0;
        if (++_columns > MostColumns)
        {
            throw Problem($"the line has more than {MostColumns:N0} cells, the most that a table may have columns. Keep such data as an array (.npy or HDF5), or check the delimiter.");
        }
    }

    private void EndLine()
    {
        _blankLines = _isBlank ? _blankLines + 1 : 0;
        if (_blankLines > MostBlankLines)
        {
            throw Problem($"more than {MostBlankLines:N0} blank lines stand before this one; the file is damaged.");
        }

        _firstLine = _line;
        (_cell, _length, _columns) = (0, 0, 1);
        (_isBlank, _isComment) = (true, false);
    }

    private void Lengthen(int count)
    {
        _cell += count;
        _length += count;
        if (_cell > LongestCell)
        {
            throw Problem($"a cell has more than {LongestCell:N0} characters, the most that are read.{Unclosed}");
        }

        if (_length > LongestLine)
        {
            throw Problem($"the line has more than {LongestLine:N0} characters, the most that are read.");
        }
    }

    // The usual reason for a long cell.
    private string Unclosed => _isQuoted ? " The quote that it begins with is not closed." : "";

    private DatasetException Problem(FormattableString message) => new(FormattableString.Invariant(message), _path, _firstLine);
}
