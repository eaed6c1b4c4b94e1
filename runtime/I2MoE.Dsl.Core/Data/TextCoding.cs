using System.Text.Json.Serialization;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Data;

/// <summary>How the text of a modality becomes token ids: all that has to be kept so that later text becomes the same ids.</summary>
/// <param name="Column">The column of the text.</param>
/// <param name="Kind">The kind of the tokenizer, see <see cref="TokenizerOptions"/>.</param>
/// <param name="Lowercase">Whether text is put in lower case first.</param>
/// <param name="PaddingId">The id that stands for no token.</param>
/// <param name="Words">Of whole words: the tokens in the order of their ids.</param>
/// <param name="Files">Of the other kinds: what their files hold, by the keys of their options.</param>
internal sealed record TextCoding(string? Column, string? Kind, bool Lowercase, int PaddingId, string[]? Words = null, Dictionary<string, byte[]>? Files = null)
{
    /// <summary>Whether nothing is missing that the kind needs.</summary>
    [JsonIgnore]
    public bool IsWhole => Column is not null && OptionCatalogue.Tokenizers.FirstOrDefault(kind => kind.Kind == Kind) is { } known && (known == TokenizerOptions.Words
        ? Words is { Length: > 0 }
        : known.Options.Where(option => TokenizerOptions.Files.Contains(option)).All(option => Files?.ContainsKey(option.YamlName) == true));

    /// <summary>Opens the tokenizer.</summary>
    /// <exception cref="DatasetException">A file is none that the kind reads.</exception>
    public TextTokenizer Open() => Kind == TokenizerOptions.Words.Kind ? new WordTokenizer(Lowercase, Words!) : VocabularyTokenizer.Open(this);
}
