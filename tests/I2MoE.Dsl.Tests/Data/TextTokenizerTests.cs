using System.Text;
using Google.Protobuf;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>Texts become the tokens that their files say; what is expected is worked out by hand.</summary>
public sealed class TextTokenizerTests
{
    [Theory]
    [InlineData("It's a test: well-known, 3.5 mg!", "it's|a|test|well|known|3|5|mg")]
    [InlineData("«Größe» O’Neill's", "größe|o'neill's")]
    [InlineData("'quoted' rock'", "quoted|rock")]
    [InlineData("Cafe\u0301 東京タワー ok😀ok", "caf\u00e9|東|京|タ|ワ|ー|ok|😀|ok")]
    [InlineData(" … – ! ", "")]
    public void Words_are_runs_of_letters_and_digits(string text, string expected) => Assert.Equal(expected, string.Join('|', TextWords.Of(text, lowercase: true)));

    [Fact]
    public void Case_is_kept_where_it_counts() => Assert.Equal(["Ab", "aB"], TextWords.Of("Ab aB", lowercase: false));

    [Fact]
    public void Words_are_padded_cut_and_unknown()
    {
        var tokenizer = new WordTokenizer(lowercase: true, ["<pad>", "<unknown>", "good", "bad"]);
        Assert.Equal([3, 1, 2, 0, 0], tokenizer.Encode("Bad, not good", 5, 0));
        Assert.Equal([3, 1], tokenizer.Encode("Bad, not good", 2, 0));
        Assert.Equal([7, 7], tokenizer.Encode("", 2, 7));
    }

    [Fact]
    public void Word_pieces_are_the_longest_that_fit()
    {
        string[] tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##aff", "##able", "##a", "cafe", "!"];
        TextTokenizer tokenizer = Open("wordpiece", new() { ["vocabulary"] = Encoding.UTF8.GetBytes(string.Join('\n', tokens) + "\n") }, lowercase: true);
        Assert.Equal(tokens, tokenizer.Tokens);
        Assert.Equal([5, 6, 7, 9, 10, 1], tokenizer.Encode("Unaffable CAFÉ! x", 20));
        Assert.Equal([5, 6, 0], [.. tokenizer.Encode("Unaffable", 2), .. tokenizer.Encode("", 1, 0)]);
        Assert.Contains("no line [CLS]", Assert.Throws<DatasetException>(() => Open("wordpiece", new() { ["vocabulary"] = "[UNK]\na\n"u8.ToArray() })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_of_bytes_are_merged_in_their_order()
    {
        // l o w, then "lo", then "low"; a blank belongs to the word after it.
        byte[] vocabulary = Encoding.UTF8.GetBytes("""{"l":0,"o":1,"w":2,"e":3,"Ġ":4,"lo":5,"low":6,"Ġlow":7,"Ã":8,"©":9,"<pad>":10}""");
        byte[] merges = Encoding.UTF8.GetBytes("#version: 0.2\nl o\nlo w\nĠ low\n");
        TextTokenizer tokenizer = Open("bpe", new() { ["vocabulary"] = vocabulary, ["merges"] = merges });
        Assert.Equal([6, 7, 4, 3, 5, 8, 9], tokenizer.Encode("low low eloé", 20));
        Assert.Equal([6, 7], tokenizer.Encode("low low eloé", 2));
        Assert.Equal("<pad>", tokenizer.Tokens[10]);

        // As an editor of Windows saves it.
        TextTokenizer marked = Open("bpe", new() { ["vocabulary"] = [.. "\uFEFF"u8, .. vocabulary], ["merges"] = [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(merges).Replace("\n", "\r\n", StringComparison.Ordinal))] });
        Assert.Equal([6, 7, 4, 3, 5, 8, 9], marked.Encode("low low eloé", 20));
        Assert.Contains("cannot be read as one of bpe", Assert.Throws<DatasetException>(() => Open("bpe", new() { ["vocabulary"] = "[1"u8.ToArray(), ["merges"] = merges })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_pieces_are_those_of_the_greatest_probability()
    {
        // Of "▁ab", the piece ab with -2 beats a and b with -1.5 each.
        TextTokenizer tokenizer = Open("sentencepiece", new() { ["vocabulary"] = SentencePieceModel(("<pad>", 0, 3), ("<unk>", 0, 2), ("▁", -1, 1), ("a", -1.5f, 1), ("b", -1.5f, 1), ("ab", -2, 1)) });
        Assert.Equal([2, 5, 2, 4, 3], tokenizer.Encode("ab ba", 20));
        Assert.Equal([2, 5], tokenizer.Encode("ab ba", 2));
        Assert.Equal(["<pad>", "<unk>", "▁", "a", "b", "ab"], tokenizer.Tokens);
        Assert.Contains("cannot be read as one of sentencepiece", Assert.Throws<DatasetException>(() => Open("sentencepiece", new() { ["vocabulary"] = "no model"u8.ToArray() })).Message, StringComparison.Ordinal);
    }

    private static TextTokenizer Open(string kind, Dictionary<string, byte[]> files, bool lowercase = false) => new TextCoding("note", kind, lowercase, 0, Files: files).Open();

    // By the published schema: pieces, what trained it (a unigram model, the ids of special pieces), and how text is normalised.
    private static byte[] SentencePieceModel(params (string Piece, float Score, int Type)[] pieces)
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream model = new(bytes, leaveOpen: true))
        {
            foreach ((string piece, float score, int type) in pieces)
            {
                Message(model, 1, inner =>
                {
                    inner.WriteTag(1, WireFormat.WireType.LengthDelimited);
                    inner.WriteString(piece);
                    inner.WriteTag(2, WireFormat.WireType.Fixed32);
                    inner.WriteFloat(score);
                    Number(inner, 3, type);
                });
            }

            Message(model, 2, trainer =>
            {
                Number(trainer, 3, 1);
                Number(trainer, 40, 1);
                Number(trainer, 41, -1);
                Number(trainer, 42, -1);
                Number(trainer, 43, 0);
            });
            Message(model, 3, normalizer =>
            {
                Number(normalizer, 3, 1);
                Number(normalizer, 4, 1);
                Number(normalizer, 5, 1);
            });
        }

        return bytes.ToArray();
    }

    private static void Message(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream inner = new(bytes, leaveOpen: true))
        {
            write(inner);
        }

        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes.ToArray()));
    }

    private static void Number(CodedOutputStream output, int field, int value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt32(value);
    }
}
