namespace I2MoE.Dsl.Data;

/// <summary>Whole words by a list that is there.</summary>
/// <param name="lowercase">Whether text is put in lower case first.</param>
/// <param name="words">The words in the order of their ids, after those for no word and every other one.</param>
internal sealed class WordTokenizer(bool lowercase, IReadOnlyList<string> words) : TextTokenizer
{
    /// <summary>What stands for no word.</summary>
    public const string Padding = "<pad>";

    /// <summary>What stands for every other word.</summary>
    public const string Unknown = "<unknown>";

    /// <summary>The id of every other word.</summary>
    public const int UnknownId = 1;

    private readonly Dictionary<string, int> _ids = words.Index().Skip(UnknownId + 1).DistinctBy(word => word.Item).ToDictionary(word => word.Item, word => word.Index, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tokens => words;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Encode(string text, int most) => [.. TextWords.Of(text, lowercase).Take(most).Select(word => _ids.GetValueOrDefault(word, UnknownId))];
}
