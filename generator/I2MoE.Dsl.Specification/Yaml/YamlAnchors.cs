using System.Text.RegularExpressions;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Finds an anchor of a value in braces or brackets that is followed by a comma, which is YAML, but which the reader does not take, in words about something else.</summary>
internal static class YamlAnchors
{
    private static readonly Regex s_before = new(@"&([^\s,\[\]{}]+)\s+[^,\[\]{}\r\n]*,?\s*$", RegexOptions.CultureInvariant);

    /// <summary>The anchor before a place at which something else was expected; null where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">The place.</param>
    /// <param name="message">What the reader says.</param>
    public static string? Find(string text, int place, string message)
    {
        int start = place > 0 && place <= text.Length ? text.LastIndexOf('&', place - 1) : -1;
        return start >= 0 && message.Contains("did not find expected ','") && s_before.Match(text.Substring(start, place - start)) is { Success: true } match ? match.Groups[1].Value : null;
    }
}
