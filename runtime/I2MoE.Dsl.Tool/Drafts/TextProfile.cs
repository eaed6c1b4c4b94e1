using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>How long texts are, and how many words they have.</summary>
internal sealed class TextProfile
{
    private const int Longest = 256;
    private const int MostWords = 100_000;
    private const double CoveredShare = 0.95;

    private readonly int[] _lengths = new int[Longest + 1];
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private int _texts;

    /// <summary>The number of words that nineteen of twenty texts do not exceed, in eights, at most 256.</summary>
    public int Length
    {
        get
        {
            int covered = 0;
            int length = 0;
            while (length < Longest && (covered += _lengths[length]) < CoveredShare * _texts)
            {
                length++;
            }

            return Math.Clamp((length + 7) / 8 * 8, 8, Longest);
        }
    }

    /// <summary>The different words, as far as they were counted.</summary>
    public int Words => _words.Count;

    /// <summary>The words that occur more than once.</summary>
    public int Repeated => _words.Values.Count(count => count > 1);

    /// <summary>Takes a text.</summary>
    public void Add(string text)
    {
        int length = 0;
        foreach (string word in TextWords.Of(text, lowercase: true))
        {
            length++;
            if (_words.Count < MostWords || _words.ContainsKey(word))
            {
                _words[word] = _words.GetValueOrDefault(word) + 1;
            }
        }

        _texts++;
        _lengths[Math.Min(length, Longest)]++;
    }
}
