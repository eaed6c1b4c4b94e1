using System.Globalization;
using System.Text;

namespace I2MoE.Dsl.Writing;

/// <summary>
/// Writes comma-separated values (RFC 4180, with line feeds): every table that the project writes. A spreadsheet takes a text that begins with =, +, -,
/// @, a tab or a line break for a formula and computes it; an apostrophe before it keeps it a text. Numbers stay as they are.
/// </summary>
internal static class CsvText
{
    private const NumberStyles SignedNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The text of some rows.</summary>
    public static string Of(IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (IEnumerable<string> row in rows)
        {
            text.AppendJoin(',', row.Select(Cell)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A number that reads back as the same; empty where it is not defined.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Cell(string text) => Quoted(IsFormula(text) ? "'" + text : text);

    private static bool IsFormula(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' && !double.TryParse(text, SignedNumber, CultureInfo.InvariantCulture, out _);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
