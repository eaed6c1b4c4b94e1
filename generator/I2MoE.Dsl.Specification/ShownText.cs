using System.Text;

namespace I2MoE.Dsl.Specification;

/// <summary>How a text of a file reads in a message.</summary>
public static class ShownText
{
    private const int Length = 60;

    /// <summary>The text, cut off where it is too long to read, without control characters.</summary>
    /// <param name="text">A text of a file: a name, a cell, a line.</param>
    public static string Of(string text)
    {
        StringBuilder shown = new();
        foreach (char c in text.Length > Length ? text.Substring(0, Length) : text)
        {
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return shown.Append(text.Length > Length ? "…" : "").ToString();
    }
}
