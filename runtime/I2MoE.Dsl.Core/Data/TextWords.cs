using System.Globalization;
using System.Text;

namespace I2MoE.Dsl.Data;

/// <summary>
/// The words of a text: runs of letters, digits and marks, an apostrophe between two of them too; every sign of scripts without blanks and every pictograph
/// is a word of its own. What else there is stands between words.
/// </summary>
internal static class TextWords
{
    /// <summary>The words in their order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lowercase">Whether it is put in lower case first.</param>
    public static IEnumerable<string> Of(string text, bool lowercase)
    {
        string composed = text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
        Rune[] runes = [.. (lowercase ? composed.ToLowerInvariant() : composed).EnumerateRunes()];
        StringBuilder word = new();
        for (int i = 0; i < runes.Length; i++)
        {
            bool isAlone = IsAlone(runes[i]);
            if (!isAlone && (IsPart(runes[i]) || (IsApostrophe(runes[i]) && word.Length > 0 && i + 1 < runes.Length && IsPart(runes[i + 1]) && !IsAlone(runes[i + 1]))))
            {
                word.Append(IsApostrophe(runes[i]) ? "'" : runes[i].ToString());
                continue;
            }

            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (isAlone)
            {
                yield return runes[i].ToString();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static bool IsPart(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '\u2019';

    // Han, kana and their extensions; pictographs.
    private static bool IsAlone(Rune rune) => rune.Value is (>= 0x3040 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF)
        ? Rune.IsLetter(rune)
        : Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol;
}
