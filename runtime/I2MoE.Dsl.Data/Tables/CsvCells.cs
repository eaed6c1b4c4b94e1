using System.Buffers;
using System.Globalization;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>What the cells of a CSV file say.</summary>
/// <param name="format">How the file is written.</param>
/// <param name="missing">What stands for a missing value.</param>
internal sealed class CsvCells(CsvFormat format, MissingMarkers missing)
{
    private const int LongestNumber = 400;

    private static readonly SearchValues<char> s_separators = SearchValues.Create(".,' \u00A0\u202F");
    private static readonly SearchValues<char> s_numeric = SearchValues.Create("+-.,'0123456789eE \u00A0\u202F");

    private readonly bool _isPlain = format.Decimal == '.' && format.Thousands is null;

    /// <summary>The text of a cell without blanks at its ends, and without the quotes that blanks before them have kept.</summary>
    public static string Text(string cell)
    {
        string text = cell.Trim();
        return text.Length < cell.Length && text is ['"', .., '"'] ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal).Trim() : text;
    }

    /// <summary>The text of a cell that is predicted; a number is written with a decimal point.</summary>
    public string Label(string cell)
    {
        string text = Text(cell);
        Span<char> plain = stackalloc char[LongestNumber];
        return !_isPlain && TryPlain(text, plain, out int length) && LabelValue.Parse(plain[..length].ToString()).Number is not null ? plain[..length].ToString() : text;
    }

    /// <summary>A name that is stated as it stands in the file, such as <c>1,5</c> of a class, as <see cref="Label"/> has it.</summary>
    public string Stated(string name) => format.Decimal != '.' && name.Contains(format.Decimal, StringComparison.Ordinal) ? Label(name) : name;

    /// <summary>The value of a feature: a number, 1 and 0 for true and false, NaN where it is missing.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="problem">Makes an exception that names the cell.</param>
    /// <exception cref="DatasetException">It is neither.</exception>
    public float Feature(ReadOnlySpan<char> cell, Func<string, DatasetException> problem)
    {
        ReadOnlySpan<char> text = cell.Trim();
        if (text.Length < cell.Length && text is ['"', .., '"'])
        {
            text = text[1..^1].Trim();
        }

        // What may be a marker is looked at more closely.
        if (_isPlain
            && (CsvNumber.TryParse(text, out float value) || (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value)))
            && !(missing.HasNumbers && missing.IsMissing(value)))
        {
            return value;
        }

        return Other(text, problem);
    }

    /// <summary>The number that a cell says, which <see cref="Feature"/> has read, in double precision; 1 and 0 for true and false.</summary>
    public double Exact(ReadOnlySpan<char> cell)
    {
        Span<char> plain = stackalloc char[LongestNumber];
        ReadOnlySpan<char> text = cell.Trim().Trim('"').Trim();
        return TryPlain(text, plain, out int length) && double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : bool.TryParse(text, out bool flag) && flag ? 1 : 0;
    }

    private float Other(ReadOnlySpan<char> text, Func<string, DatasetException> problem)
    {
        Span<char> plain = stackalloc char[LongestNumber];
        if (missing.IsMissing(text))
        {
            return float.NaN;
        }

        if (TryPlain(text, plain, out int length) && double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return missing.IsMissing(number) ? float.NaN
                : float.IsFinite((float)number) ? float.Parse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture)
                : throw problem($"'{ShownText.Of(text.ToString())}' is not finite or too large for 32 bits (at most 3.4e38); leave the cell empty if the value is missing.");
        }

        return bool.TryParse(text, out bool flag) ? (flag ? 1 : 0)
            : throw problem($"'{ShownText.Of(text.ToString())}' is not a number; allowed: a number, true or false, or an empty cell or NaN where the value is missing (missing names other markers).{Hint(text)}");
    }

    // With a decimal point and without separators of thousands, which must stand between groups of three digits: 1,5 is no 15.
    private bool TryPlain(ReadOnlySpan<char> text, Span<char> plain, out int length)
    {
        length = 0;
        if (text.Length > plain.Length)
        {
            return false;
        }

        bool hasDecimal = false;
        bool hasGroups = false;
        int digits = 0;
        foreach (char c in text)
        {
            if (c == format.Thousands)
            {
                if (hasDecimal || digits == 0 || digits > 3 || (hasGroups && digits != 3))
                {
                    return false;
                }

                (hasGroups, digits) = (true, 0);
                continue;
            }

            bool isDigit = char.IsAsciiDigit(c);
            if (!isDigit && hasGroups && !hasDecimal && digits != 3)
            {
                return false;
            }

            if (c == format.Decimal ? hasDecimal : c is '.' or ',')
            {
                return false;
            }

            hasDecimal |= c == format.Decimal || (!isDigit && digits > 0);
            digits += isDigit ? 1 : 0;
            plain[length++] = c == format.Decimal ? '.' : c;
        }

        return !hasGroups || hasDecimal || digits == 3;
    }

    private string Hint(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(s_numeric) || !text.ContainsAny(s_separators))
        {
            return "";
        }

        string point = format.Decimal == '.' ? "point, not a comma" : $"'{format.Decimal}'";
        return $" Numbers have a decimal {point}; another way to write them is stated by decimal and thousands.";
    }
}
