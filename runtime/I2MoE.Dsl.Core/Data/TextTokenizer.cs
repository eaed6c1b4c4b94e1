namespace I2MoE.Dsl.Data;

/// <summary>Divides text into tokens.</summary>
internal abstract class TextTokenizer
{
    private static readonly string[] s_paddings = [WordTokenizer.Padding, "[PAD]", "<PAD>", "<|pad|>", "<|endoftext|>", ""];

    /// <summary>Whether a token stands for none, by what vocabularies call it.</summary>
    public static bool IsPadding(string token) => s_paddings.Contains(token);

    /// <summary>The tokens in the order of their ids, as far as they are known by now.</summary>
    public abstract IReadOnlyList<string> Tokens { get; }

    /// <summary>The ids of the first tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many at most.</param>
    public abstract IReadOnlyList<int> Encode(string text, int most);

    /// <summary>As many ids as a sample has: longer text loses its end, shorter text is padded.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">How many.</param>
    /// <param name="paddingId">What fills the rest.</param>
    public int[] Encode(string text, int length, int paddingId)
    {
        int[] ids = new int[length];
        IReadOnlyList<int> found = Encode(text, length);
        for (int i = 0; i < length; i++)
        {
            ids[i] = i < found.Count ? found[i] : paddingId;
        }

        return ids;
    }
}
