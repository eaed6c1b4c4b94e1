using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>What stands for a missing value: the empty cell, the usual markers, and those that are stated besides them.</summary>
internal sealed class MissingMarkers
{
    // What other tools write for a missing value. Words such as "none" and "na" in small letters are left to those who mean them.
    private static readonly string[] s_usual = ["NA", "N/A", "n/a", "#N/A", "None", "null", "NULL", "<NA>", "?", "-", "."];

    private readonly HashSet<string> _texts;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly HashSet<decimal> _numbers;

    private MissingMarkers(IReadOnlyList<string> also)
    {
        _texts = new HashSet<string>([.. s_usual, .. also.Select(marker => marker.Trim())], StringComparer.Ordinal);
        _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
        _numbers = [.. also.Select(marker => LabelValue.Parse(marker).Number).OfType<decimal>()];
    }

    /// <summary>The usual markers alone.</summary>
    public static MissingMarkers Usual { get; } = new([]);

    /// <summary>Whether there are numbers among the markers.</summary>
    public bool HasNumbers => _numbers.Count > 0;

    /// <summary>The usual markers and others.</summary>
    /// <param name="also">The others; numbers among them mean every way to write the number.</param>
    public static MissingMarkers Of(IReadOnlyList<string> also) => also.Count == 0 ? Usual : new MissingMarkers(also);

    /// <summary>Whether a text stands for a missing value.</summary>
    /// <param name="text">The text, without blanks at its ends.</param>
    public bool IsMissing(ReadOnlySpan<char> text) =>
        text.Length == 0
        || text.Equals("NaN", StringComparison.OrdinalIgnoreCase)
        || _lookup.Contains(text)
        || (HasNumbers && LabelValue.Parse(text.ToString()).Number is { } number && _numbers.Contains(number));

    /// <summary>Whether a number stands for a missing value.</summary>
    public bool IsMissing(double number)
    {
        if (double.IsNaN(number))
        {
            return true;
        }

        foreach (decimal marker in _numbers)
        {
            if ((double)marker == number || (float)marker == number)
            {
                return true;
            }
        }

        return false;
    }
}
