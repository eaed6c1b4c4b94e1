namespace I2MoE.Dsl.Data;

/// <summary>Reads numbers as <see cref="float.Parse(string)"/> does, bit for bit, but only the usual ones, and these several times faster.</summary>
internal static class CsvNumber
{
    // As many as a double holds exactly, whatever they are.
    private const int MostDigits = 15;

    // Of the bits of a double that a float lacks: one half, where rounding twice could differ from rounding once.
    private const long LackingBits = 0x1FFFFFFF;
    private const long Half = 0x10000000;

    private static readonly double[] s_powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Reads digits with a decimal point and an exponent.</summary>
    /// <param name="text">The text, without blanks.</param>
    /// <param name="value">The number.</param>
    /// <returns>False for what has to be read otherwise, number or not.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out float value)
    {
        value = 0;
        bool isNegative = text is ['-', ..];
        int start = isNegative || text is ['+', ..] ? 1 : 0;
        long mantissa = 0;
        int decimals = 0;
        bool hasPoint = false;
        int i = start;
        for (; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                mantissa = (10 * mantissa) + digit;
                decimals += hasPoint ? 1 : 0;
            }
            else if (text[i] == '.' && !hasPoint)
            {
                hasPoint = true;
            }
            else
            {
                break;
            }
        }

        int digits = i - start - (hasPoint ? 1 : 0);
        if (digits is 0 or > MostDigits || !TryExponent(text[i..], out int exponent))
        {
            return false;
        }

        exponent -= decimals;
        if (Math.Abs(exponent) >= s_powers.Length)
        {
            return false;
        }

        // Both are exact, so that their product or quotient is rounded once.
        double number = exponent < 0 ? mantissa / s_powers[-exponent] : mantissa * s_powers[exponent];
        long lacking = BitConverter.DoubleToInt64Bits(number) & LackingBits;
        bool isSafe = mantissa == 0 || (number is > 1e-37 and < 1e38 && lacking is < Half - 1 or > Half + 1);
        value = isNegative ? -(float)number : (float)number;
        return isSafe;
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ('e' or 'E'))
        {
            return false;
        }

        bool isNegative = text is [_, '-', ..];
        ReadOnlySpan<char> digits = text[(isNegative || text is [_, '+', ..] ? 2 : 1)..];
        if (digits.Length is 0 or > 3)
        {
            return false;
        }

        foreach (char c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            exponent = (10 * exponent) + c - '0';
        }

        exponent = isNegative ? -exponent : exponent;
        return true;
    }
}
