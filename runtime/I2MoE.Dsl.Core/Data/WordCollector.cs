namespace I2MoE.Dsl.Data;

/// <summary>Whole words in the order in which they occur, before it is known which of them the training part has.</summary>
/// <param name="lowercase">Whether text is put in lower case first.</param>
internal sealed class WordCollector(bool lowercase) : TextTokenizer
{
    // Ids pass through numbers of single precision, which hold twenty times as many.
    private const int MostWords = 800_000;

    private readonly List<string> _words = [WordTokenizer.Padding, WordTokenizer.Unknown];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tokens => _words;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Encode(string text, int most) => [.. TextWords.Of(text, lowercase).Take(most).Select(IdOf)];

    private int IdOf(string word)
    {
        if (_ids.TryGetValue(word, out int id))
        {
            return id;
        }

        if (_words.Count == MostWords)
        {
            return WordTokenizer.UnknownId;
        }

        _ids.Add(word, _words.Count);
        _words.Add(word);
        return _words.Count - 1;
    }
}
