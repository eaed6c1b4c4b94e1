using System.Text;
using System.Xml;

namespace I2MoE.Dsl.Writing;

/// <summary>Text of a user as it can be shown: in HTML, in SVG, in a terminal, and among other text.</summary>
internal static class VisibleText
{
    /// <summary>
    /// The text with the replacement character in place of control characters, of what XML does not allow, and of characters that turn the direction of the
    /// text after them. Lines and tabs stay, and Hebrew and Arabic letters need none of these.
    /// </summary>
    public static string Of(string text)
    {
        if (text.EnumerateRunes().All(IsShown) && !text.Any(char.IsSurrogate))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            shown.Append((IsShown(rune) ? rune : Rune.ReplacementChar).ToString());
        }

        return shown.ToString();
    }

    private static bool IsShown(Rune rune)
    {
        bool isXml = !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);
        bool isControl = Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r');
        return isXml && !isControl && rune.Value is not (>= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069);
    }
}
