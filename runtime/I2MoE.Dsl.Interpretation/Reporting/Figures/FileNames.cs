using System.Globalization;
using System.Text;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>Names of files that are safe on every system, whatever text they are made from.</summary>
internal static class FileNames
{
    private const int LongestPart = 32;

    /// <summary>A kind, a number and as much of a text as is letters a to z and digits: <c>weights-04-food-drink</c>.</summary>
    public static string Numbered(string kind, long number, string text)
    {
        var safe = new StringBuilder();
        foreach (char c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                safe.Append(char.ToLowerInvariant(c));
            }
            else if (safe.Length > 0 && safe[^1] != '-')
            {
                safe.Append('-');
            }
        }

        string part = safe.ToString(0, Math.Min(safe.Length, LongestPart)).Trim('-');
        string name = $"{kind}-{number.ToString("00", CultureInfo.InvariantCulture)}";
        return part.Length == 0 ? name : $"{name}-{part}";
    }
}
