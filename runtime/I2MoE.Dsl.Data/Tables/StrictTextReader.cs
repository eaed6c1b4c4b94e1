using System.Text;
using I2MoE.Dsl.Specification;
using ICSharpCode.SharpZipLib;

namespace I2MoE.Dsl.Data;

/// <summary>Reads text in one encoding and refuses every byte that is none of it, with its line, so that no character is ever replaced.</summary>
internal sealed class StrictTextReader : TextReader
{
    private const int BlockSize = 1 << 16;

    private readonly Stream _stream;
    private readonly string _path;
    private readonly string _encoding;
    private readonly string _remedy;
    private readonly Encoding _strict;
    private readonly Decoder _decoder;
    private readonly byte[] _bytes = new byte[BlockSize];
    private readonly char[] _chars;
    private int _position;
    private int _length;
    private int _ahead;
    private long _line = 1;
    private bool _endsInReturn;
    private bool _isEnd;

    /// <summary>Takes over a stream at its beginning.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="encoding">One of <see cref="TextEncodingNames"/>; a byte order mark decides before it.</param>
    /// <param name="remedy">What to do about other encodings, a sentence for the end of a message.</param>
    public StrictTextReader(Stream stream, string path, string encoding, string remedy)
    {
        _stream = stream;
        _path = path;
        _remedy = remedy;
        while (_ahead < 4 && ReadBytes(_ahead) is > 0 and int read)
        {
            _ahead += read;
        }

        (_encoding, _strict, int mark) = Marked(_bytes.AsSpan(0, _ahead)) ?? (encoding, Strict(encoding), 0);
        _bytes.AsSpan(mark, _ahead - mark).CopyTo(_bytes);
        _ahead -= mark;
        _decoder = _strict.GetDecoder();
        _chars = new char[_strict.GetMaxCharCount(BlockSize)];
    }

    /// <inheritdoc/>
    public override int Peek() => HasChars() ? _chars[_position] : -1;

    /// <inheritdoc/>
    public override int Read() => HasChars() ? _chars[_position++] : -1;

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        if (buffer.IsEmpty || !HasChars())
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _length - _position);
        _chars.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool HasChars()
    {
        while (_position == _length && !_isEnd)
        {
            int read = _ahead > 0 ? _ahead : ReadBytes(0);
            _ahead = 0;
            _isEnd = read == 0;
            Decode(read);
        }

        return _position < _length;
    }

    private int ReadBytes(int start)
    {
        try
        {
            return _stream.Read(_bytes, start, BlockSize - start);
        }
        catch (Exception e) when (e is SharpZipBaseException or EndOfStreamException)
        {
            throw new DatasetException("the compressed file is damaged, or was cut off. Copy it again, or compress it anew with gzip.", _path, _line, innerException: e);
        }
    }

    private void Decode(int count)
    {
        _position = 0;
        try
        {
            _length = _decoder.GetChars(_bytes, 0, count, _chars, 0, flush: count == 0);
        }
        catch (DecoderFallbackException e)
        {
            string before = Encoding.Latin1.GetString(_bytes, 0, Math.Clamp(e.Index, 0, count));
            throw Problem(LineAt(before), NotEncoded(e.BytesUnknown));
        }

        Span<char> text = _chars.AsSpan(0, _length);
        int nul = text.IndexOf('\0');
        if (nul >= 0)
        {
            throw Problem(LineAt(text[..nul]), $"the line has a NUL character, so this is no text in {_encoding}{(_encoding == TextEncodingNames.Utf16 ? "" : "; text with a NUL after every character is UTF-16")}.");
        }

        int control = _encoding == TextEncodingNames.Latin1 ? text.IndexOfAnyInRange('\u0080', '\u009F') : -1;
        if (control >= 0)
        {
            throw Problem(LineAt(text[..control]), $"the byte {(int)text[control]:X2} is no character of latin1; the file is probably windows-1252.");
        }

        _line = LineAt(text);
        _endsInReturn = _length > 0 ? text[^1] == '\r' : _endsInReturn;
    }

    // A carriage return counts where no line feed follows it.
    private long LineAt(ReadOnlySpan<char> text) =>
        _line + text.Count('\n') + text.Count('\r') - text.Count("\r\n") - (_endsInReturn && text.StartsWith('\n') ? 1 : 0);

    private string NotEncoded(byte[]? bytes)
    {
        string found = bytes is { Length: > 0 } ? $" (the byte {bytes[0]:X2})" : "";
        return _encoding == TextEncodingNames.Utf8 ? $"the text is not UTF-8{found}." : $"the text is not {_encoding}{found}.";
    }

    private DatasetException Problem(long line, string message) => new($"{message} {_remedy}", _path, line);

    private static (string Name, Encoding Strict, int Mark)? Marked(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (TextEncodingNames.Utf8, Strict(TextEncodingNames.Utf8), 3),
        [0xFF, 0xFE, 0, 0, ..] => ("utf-32", new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true), 4),
        [0xFF, 0xFE, ..] => (TextEncodingNames.Utf16, Strict(TextEncodingNames.Utf16), 2),
        [0xFE, 0xFF, ..] => (TextEncodingNames.Utf16, new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), 2),
        _ => null,
    };

    private static Encoding Strict(string encoding) => encoding switch
    {
        TextEncodingNames.Latin1 => Encoding.Latin1,
        TextEncodingNames.Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
        TextEncodingNames.Utf16 => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
    };
}
