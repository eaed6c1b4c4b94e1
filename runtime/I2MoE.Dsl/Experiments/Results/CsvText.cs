using System.Globalization;
using System.Text;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>Writes comma-separated values (RFC 4180, with line feeds).</summary>
internal static class CsvText
{
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

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
