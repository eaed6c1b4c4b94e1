using System.Globalization;
using System.Text;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>
/// The texts of a figure as its font can draw them. What the font lacks, for example Chinese or emoji, is drawn as the replacement character by one of the
/// font's stand-ins, each for one such sign; a figure that is text itself gets the sign back, for the fonts of who looks at it.
/// </summary>
internal sealed class DrawnText
{
    private const char FirstStandIn = '\uE000';
    private const int StandIns = 512;

    private readonly Dictionary<string, char> _standIns = new(StringComparer.Ordinal);
    private readonly List<string> _signs = [];

    /// <summary>What is drawn.</summary>
    /// <param name="text">The text; of well-formed characters.</param>
    public string Of(string text)
    {
        if (text.EnumerateRunes().All(Has))
        {
            return text;
        }

        var drawn = new StringBuilder(text.Length);
        TextElementEnumerator signs = StringInfo.GetTextElementEnumerator(text);
        while (signs.MoveNext())
        {
            string sign = signs.GetTextElement();
            drawn.Append(sign.EnumerateRunes().All(Has) ? sign : StandInOf(sign));
        }

        return drawn.ToString();
    }

    /// <summary>The text that was to be drawn.</summary>
    /// <param name="drawn">What was drawn.</param>
    public string Original(string drawn) =>
        drawn.Any(c => Place(c) >= 0) ? string.Concat(drawn.Select(c => Place(c) is >= 0 and int place ? _signs[place] : c.ToString())) : drawn;

    private static bool Has(Rune rune) => rune.Value is < FirstStandIn or >= FirstStandIn + StandIns && ChartFont.Has(rune.Value);

    private int Place(char c) => c - FirstStandIn < _signs.Count ? Math.Max(-1, c - FirstStandIn) : -1;

    private string StandInOf(string sign)
    {
        if (!_standIns.TryGetValue(sign, out char standIn))
        {
            if (_signs.Count == StandIns)
            {
                return Rune.ReplacementChar.ToString();
            }

            standIn = (char)(FirstStandIn + _signs.Count);
            _standIns.Add(sign, standIn);
            _signs.Add(sign);
        }

        return standIn.ToString();
    }
}
