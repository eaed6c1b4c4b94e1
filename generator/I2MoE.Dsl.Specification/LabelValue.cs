using System.Globalization;
using System.Text;

namespace I2MoE.Dsl.Specification;

/// <summary>
/// What a label says, however it is written: a number (2, 2.0 and 2.000 are one), a truth value (True and false), or a text. Numbers come before truth
/// values, and these before texts; numbers are in the order of numbers, texts in ordinal order.
/// </summary>
public readonly struct LabelValue : IEquatable<LabelValue>, IComparable<LabelValue>
{
    // More digits are not kept exactly, so that two numbers could become one; they are texts.
    private const int MaximumDigits = 28;
    private const int MaximumDigitsWithExponent = 15;

    private LabelValue(string text, decimal? number, bool? flag)
    {
        Text = text;
        Number = number;
        Flag = flag;
    }

    /// <summary>The text, without blanks at its ends.</summary>
    public string Text { get; }

    /// <summary>The number; null for other labels.</summary>
    public decimal? Number { get; }

    /// <summary>The truth value; null for other labels.</summary>
    public bool? Flag { get; }

    /// <summary>The number, 1 for true and 0 for false; null for texts.</summary>
    public decimal? AsNumber => Number ?? (Flag is { } flag ? (flag ? 1 : 0) : null);

    /// <summary>Whether this is neither a number nor a truth value.</summary>
    public bool IsText => Number is null && Flag is null;

    /// <summary>What a text says.</summary>
    /// <param name="text">The text; numbers have a decimal point.</param>
    public static LabelValue Parse(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Equals("true", StringComparison.OrdinalIgnoreCase) || trimmed.Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            return new LabelValue(trimmed, null, trimmed.Length == 4);
        }

        return new LabelValue(trimmed, ParseNumber(trimmed), null);
    }

    /// <summary>Whether two texts differ only in the case of letters, in blanks or in signs that nobody sees (and in how a letter and its accent are put together), so that probably one is meant.</summary>
    public static bool AreSimilar(string first, string second) =>
        string.Equals(WithoutBlanks(first), WithoutBlanks(second), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether two texts that differ look the same: they differ only in the kind of a blank, in signs that nobody sees, or in how a letter and its accent are put together.</summary>
    public static bool LookAlike(string first, string second) => first != second && string.Equals(Seen(first), Seen(second), StringComparison.Ordinal);

    /// <summary>The first two of some names that <see cref="AreSimilar"/>; null where there are none.</summary>
    public static (string First, string Second)? FindSimilar(IEnumerable<string> names)
    {
        Dictionary<string, string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
        {
            string key = WithoutBlanks(name);
            if (seen.TryGetValue(key, out string first))
            {
                return (first, name);
            }

            seen.Add(key, name);
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(LabelValue other) =>
        Number == other.Number && Flag == other.Flag && (!IsText || string.Equals(Text, other.Text, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LabelValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Number?.GetHashCode() ?? Flag?.GetHashCode() ?? StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc/>
    public int CompareTo(LabelValue other) =>
        Number is { } number && other.Number is { } otherNumber ? number.CompareTo(otherNumber)
        : Flag is { } flag && other.Flag is { } otherFlag ? flag.CompareTo(otherFlag)
        : IsText && other.IsText ? string.CompareOrdinal(Text, other.Text)
        : Rank.CompareTo(other.Rank);

    /// <summary>The label as the name of a class: a number in its shortest form, True or False, or the text.</summary>
    public override string ToString() =>
        Number is { } number ? number.ToString("0.############################", CultureInfo.InvariantCulture) : Flag?.ToString() ?? Text;

    /// <summary>Whether two labels are the same.</summary>
    public static bool operator ==(LabelValue left, LabelValue right) => left.Equals(right);

    /// <summary>Whether two labels differ.</summary>
    public static bool operator !=(LabelValue left, LabelValue right) => !left.Equals(right);

    /// <summary>Whether a label comes before another.</summary>
    public static bool operator <(LabelValue left, LabelValue right) => left.CompareTo(right) < 0;

    /// <summary>Whether a label comes after another.</summary>
    public static bool operator >(LabelValue left, LabelValue right) => left.CompareTo(right) > 0;

    /// <summary>Whether a label does not come after another.</summary>
    public static bool operator <=(LabelValue left, LabelValue right) => left.CompareTo(right) <= 0;

    /// <summary>Whether a label does not come before another.</summary>
    public static bool operator >=(LabelValue left, LabelValue right) => left.CompareTo(right) >= 0;

    private int Rank => Number is not null ? 0 : Flag is not null ? 1 : 2;

    private static decimal? ParseNumber(string text)
    {
        int exponent = text.IndexOfAny(['e', 'E']);
        string mantissa = exponent < 0 ? text : text.Substring(0, exponent);
        if (mantissa.Count(c => c is >= '0' and <= '9') > (exponent < 0 ? MaximumDigits : MaximumDigitsWithExponent)
            || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal number))
        {
            return null;
        }

        // What a decimal has no place for, it rounds.
        return exponent >= 0 && Math.Abs(number) < 1e-9m && mantissa.Any(c => c is >= '1' and <= '9') ? null : number;
    }

    // Also without signs that nobody sees, and with letters and their marks in one piece.
    private static string WithoutBlanks(string name) => Seen(new string([.. name.Where(c => !char.IsWhiteSpace(c))]));

    private static string Seen(string name)
    {
        string seen = new([.. name.Select(c => char.IsWhiteSpace(c) ? ' ' : c).Where(c => char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control))]);
        try
        {
            return seen.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return seen;
        }
    }
}
