using System.Globalization;
using System.Text.RegularExpressions;

namespace I2MoE.Trials.Options;

/// <summary>The numbers that the column "Allowed" of docs/options.md names.</summary>
/// <param name="Least">The least number.</param>
/// <param name="IsOpen">Whether the least number itself is not allowed.</param>
/// <param name="Greatest">The greatest number; infinite where none is named.</param>
internal sealed partial record OptionRange(double Least, bool IsOpen, double Greatest)
{
    /// <summary>Reads "2 to 8", "each 1 to 16", "greater than 0", "greater than 0, up to 1" or "0 or more"; null where it says something else.</summary>
    public static OptionRange? Read(string allowed)
    {
        if (FromTo().Match(allowed) is { Success: true } both)
        {
            return new OptionRange(Number(both, 1), IsOpen: false, Number(both, 2));
        }

        if (GreaterThan().Match(allowed) is { Success: true } above)
        {
            return new OptionRange(Number(above, 1), IsOpen: true, above.Groups[2].Success ? Number(above, 2) : double.PositiveInfinity);
        }

        return OrMore().Match(allowed) is { Success: true } least ? new OptionRange(Number(least, 1), IsOpen: false, double.PositiveInfinity) : null;
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:each )?([\dE.+-]+) to ([\dE.+-]+)$")]
    private static partial Regex FromTo();

    [GeneratedRegex(@"^(?:each )?greater than ([\dE.+-]+)(?:, up to ([\dE.+-]+))?$")]
    private static partial Regex GreaterThan();

    [GeneratedRegex(@"^(?:each )?([\dE.+-]+) or more$")]
    private static partial Regex OrMore();
}
