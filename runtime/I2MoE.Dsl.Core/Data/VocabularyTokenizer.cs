using System.Text;
using System.Text.Json;
using I2MoE.Dsl.Specification.Catalogue;
using Microsoft.ML.Tokenizers;

namespace I2MoE.Dsl.Data;

/// <summary>Pieces of words by a vocabulary that is there: WordPiece, byte pair encoding and SentencePiece, as their files say. No token is put before or behind a text.</summary>
internal sealed class VocabularyTokenizer : TextTokenizer
{
    // The letter that byte pair encoding of bytes has for a blank.
    private const char ByteOfBlank = 'Ġ';

    // Without them the library makes no tokenizer of a BERT model.
    private static readonly string[] s_special = ["[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"];

    private static readonly string[] s_unknown = ["<unk>", "[UNK]", "<unknown>", "<|endoftext|>"];

    // In the encoding of its schema: bos_id and eos_id of trainer_spec; what is said twice in a file counts as it was said last.
    private static readonly byte[] s_firstPieceForBeginAndEnd = [(2 << 3) | 2, 6, 0xC8, 0x02, 0, 0xD0, 0x02, 0];

    private readonly Func<string, IReadOnlyList<int>> _encode;

    private VocabularyTokenizer(IReadOnlyList<string> tokens, Func<string, IReadOnlyList<int>> encode)
    {
        Tokens = tokens;
        _encode = encode;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tokens { get; }

    /// <summary>Opens a tokenizer.</summary>
    /// <param name="coding">Its kind and files.</param>
    /// <exception cref="DatasetException">A file is none that the kind reads.</exception>
    public static VocabularyTokenizer Open(TextCoding coding)
    {
        byte[] vocabulary = coding.Files![TokenizerOptions.Vocabulary.YamlName];
        try
        {
            return coding.Kind == TokenizerOptions.WordPiece.Kind ? WordPiece(vocabulary, coding.Lowercase)
                : coding.Kind == TokenizerOptions.Bpe.Kind ? Bpe(vocabulary, coding.Files[TokenizerOptions.Merges.YamlName])
                : SentencePiece(vocabulary);
        }
        catch (Exception e) when (e is not (DatasetException or OutOfMemoryException))
        {
            // The library reports what it cannot read by whatever its parsers happen to throw.
            throw new DatasetException($"the vocabulary cannot be read as one of {coding.Kind}: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Encode(string text, int most)
    {
        // Asked for the first pieces alone, the library leaves out a word whole that is cut.
        return [.. _encode(text).Take(most)];
    }

    private static VocabularyTokenizer WordPiece(byte[] vocabulary, bool lowercase)
    {
        string[] tokens = Lines(vocabulary);
        if (s_special.FirstOrDefault(special => !tokens.Contains(special)) is { } lacking)
        {
            throw new DatasetException($"the vocabulary of WordPiece has no line {lacking}; expected the tokens of a BERT model, one on each line, among them [UNK], [CLS], [SEP], [PAD] and [MASK].");
        }

        using MemoryStream stream = new(vocabulary);
        var tokenizer = BertTokenizer.Create(stream, new BertOptions { LowerCaseBeforeTokenization = lowercase, RemoveNonSpacingMarks = lowercase });
        return new VocabularyTokenizer(tokens, text => tokenizer.EncodeToIds(text, addSpecialTokens: false));
    }

    private static VocabularyTokenizer Bpe(byte[] vocabulary, byte[] merges)
    {
        // Editors put the mark of UTF-8 before the text, which is no part of it.
        using var document = JsonDocument.Parse(vocabulary.AsMemory(vocabulary.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
        KeyValuePair<string, int>[] ids = [.. document.RootElement.EnumerateObject().Select(token => KeyValuePair.Create(token.Name, token.Value.GetInt32()))];
        var tokenizer = BpeTokenizer.Create(new BpeOptions(ids)
        {
            Merges = Lines(merges).Where(line => !line.StartsWith("#version", StringComparison.Ordinal) && line.Length > 0),
            ByteLevel = ids.Any(token => token.Key.Contains(ByteOfBlank, StringComparison.Ordinal)),
            PreTokenizer = RobertaPreTokenizer.Instance,
            UnknownToken = s_unknown.FirstOrDefault(unknown => ids.Any(token => token.Key == unknown)),
        });
        return new VocabularyTokenizer(InOrder(ids), text => tokenizer.EncodeToIds(text));
    }

    private static VocabularyTokenizer SentencePiece(byte[] model)
    {
        SentencePieceTokenizer tokenizer;
        try
        {
            tokenizer = Create(model);
        }
        catch (IndexOutOfRangeException)
        {
            // The library wants pieces for the begin and the end of a text, which are never asked for: T5 has none for the begin.
            tokenizer = Create([.. model, .. s_firstPieceForBeginAndEnd]);
        }

        return new VocabularyTokenizer(InOrder(tokenizer.Vocabulary), text => tokenizer.EncodeToIds(text, addBeginningOfSentence: false, addEndOfSentence: false));
    }

    private static SentencePieceTokenizer Create(byte[] model)
    {
        using MemoryStream stream = new(model);
        return SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false, specialTokens: null);
    }

    // Ids that no token has stay empty.
    private static string[] InOrder(IEnumerable<KeyValuePair<string, int>> ids)
    {
        KeyValuePair<string, int>[] known = [.. ids];
        const int MostTokens = 10_000_000;
        if (known.Length == 0 || known.Any(token => token.Value is < 0 or >= MostTokens))
        {
            throw new DatasetException(FormattableString.Invariant($"the vocabulary has no tokens, or an id that is not 0 to {MostTokens - 1}."));
        }

        string[] tokens = new string[known.Max(token => token.Value) + 1];
        Array.Fill(tokens, "");
        foreach ((string token, int id) in known)
        {
            tokens[id] = tokens[id].Length > 0 && IsPadding(tokens[id]) ? tokens[id] : token;
        }

        return tokens;
    }

    private static string[] Lines(byte[] text)
    {
        string[] lines = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text).TrimStart('\uFEFF').Split('\n');
        return [.. lines.Take(lines[^1].Length == 0 ? lines.Length - 1 : lines.Length).Select(line => line.TrimEnd('\r'))];
    }
}
