using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Finds signs that look like those of YAML and are none: what web pages, word processors and keyboards of other scripts write.</summary>
internal static class YamlLookalikes
{
    private const string Blanks = "\u00A0\u2007\u202F\u3000\f";
    private const string Colons = "\uFF1A\uFE55";
    private const string Commas = "\uFF0C\u3001";
    private const string Brackets = "\uFF5B\uFF5D\uFF3B\uFF3D";

    /// <summary>What a text that cannot be read has up to a line, as a sentence; null where there is no such sign.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lastLine">The line, from 1.</param>
    public static string? Find(string text, int lastLine)
    {
        int line = 1;
        int start = 0;
        for (int i = 0; i < text.Length && line <= lastLine; i++)
        {
            if (Meant(text[i]) is { } meant)
            {
                return $"Line {OptionText.Value(line)} has U+{(int)text[i]:X4} in column {OptionText.Value(i - start + 1)}, which looks like {meant} and is none to YAML: write an ordinary one.";
            }

            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                line++;
                start = i + 1;
            }
        }

        return null;
    }

    private static string? Meant(char sign) => Blanks.IndexOf(sign) >= 0 ? "a blank"
        : Colons.IndexOf(sign) >= 0 ? "a colon"
        : Commas.IndexOf(sign) >= 0 ? "a comma"
        : Brackets.IndexOf(sign) >= 0 ? "a bracket"
        : null;
}
