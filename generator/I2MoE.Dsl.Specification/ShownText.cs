using System.Text;

namespace I2MoE.Dsl.Specification;

/// <summary>How a text of a file reads in a message.</summary>
public static class ShownText
{
    private const int Length = 60;

    // Marks that stand in texts by mistake, and that nobody sees.
    private const string Unseen = "\uFEFF\u200B";

    /// <summary>The text, cut off where it is too long to read, without control characters, and with marks that nobody sees written out: <c>&lt;U+FEFF&gt;</c>.</summary>
    /// <param name="text">A text of a file: a name, a cell, a line.</param>
    public static string Of(string text)
    {
        StringBuilder shown = new();
        foreach (char c in text.Length > Length ? text.Substring(0, Length) : text)
        {
            string written = Unseen.IndexOf(c) >= 0 ? $"<U+{(int)c:X4}>" : char.IsControl(c) || char.IsSurrogate(c) ? "?" : c.ToString();
            shown.Append(written);
        }

        return shown.Append(text.Length > Length ? "…" : "").ToString();
    }
}
