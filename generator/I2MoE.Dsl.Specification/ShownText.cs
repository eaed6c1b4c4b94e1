using System.Text;

namespace I2MoE.Dsl.Specification;

/// <summary>How a text of a file reads in a message.</summary>
public static class ShownText
{
    private const int Length = 60;

    // Marks that stand in texts by mistake, and that nobody sees.
    private const string Unseen = "\uFEFF\u200B";

    /// <summary>
    /// The text, cut off where it is too long to read, without control characters, and with marks that nobody sees, or that turn the direction of the text after
    /// them, written out: <c>&lt;U+FEFF&gt;</c>.
    /// </summary>
    /// <param name="text">A text of a file: a name, a cell, a line.</param>
    public static string Of(string text)
    {
        StringBuilder shown = new();
        int end = text.Length > Length ? Length : text.Length;
        for (int i = 0; i < end; i++)
        {
            if (i + 1 < end && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                shown.Append(text, i++, 2);
                continue;
            }

            shown.Append(Written(text[i]));
        }

        return shown.Append(text.Length > Length ? "…" : "").ToString();
    }

    private static string Written(char c) =>
        Unseen.IndexOf(c) >= 0 || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? $"<U+{(int)c:X4}>"
        : char.IsControl(c) || char.IsSurrogate(c) ? "?"
        : c.ToString();
}
