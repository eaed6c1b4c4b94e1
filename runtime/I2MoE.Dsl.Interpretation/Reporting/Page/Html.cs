using System.Globalization;
using System.Net;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>Text and numbers as HTML.</summary>
internal static class Html
{
    /// <summary>Text, for an element or an attribute in quotes: nothing in it is markup.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(VisibleText.Of(text));

    /// <summary>A number with three digits after the point; a dash where it is not defined.</summary>
    public static string Number(double value) => double.IsFinite(value) ? ShownNumber.Of(value, "0.000").Replace('-', '−') : "–";

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => double.IsFinite(share) ? (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";

    /// <summary>A metric with its interval.</summary>
    public static string Interval(MetricInterval metric) => double.IsNaN(metric.Low)
        ? Number(metric.Value)
        : $"{Number(metric.Value)} <span class=\"interval\">{Number(metric.Low)} to {Number(metric.High)}</span>";

    /// <summary>A cell of a table whose shade shows its value.</summary>
    /// <param name="cell">What it says, as HTML.</param>
    /// <param name="strength">0 (none) to 1 (darkest).</param>
    public static string Shaded(string cell, double strength) =>
        $"<td class=\"shaded\" style=\"--strength:{Math.Clamp(strength, 0, 1).ToString("0.00", CultureInfo.InvariantCulture)}\">{cell}</td>";

    /// <summary>A table; the first column is the head of its rows.</summary>
    /// <param name="caption">What it shows, as text.</param>
    /// <param name="columns">The heads, as HTML.</param>
    /// <param name="rows">The cells, as HTML.</param>
    /// <param name="style">The class of the table.</param>
    public static string Table(string caption, IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows, string style = "")
    {
        string head = string.Concat(columns.Select(column => $"<th scope=\"col\">{column}</th>"));
        IEnumerable<string> body = rows.Select(row =>
            $"<tr>{string.Concat(row.Select((cell, i) => i == 0 ? $"<th scope=\"row\">{cell}</th>" : cell.StartsWith("<td", StringComparison.Ordinal) ? cell : $"<td>{cell}</td>"))}</tr>");
        return $"<p class=\"caption\">{Text(caption)}</p><div class=\"scroll\" tabindex=\"0\"><table class=\"{style}\" aria-label=\"{Text(caption)}\"><thead><tr>{head}</tr></thead><tbody>{string.Join('\n', body)}</tbody></table></div>";
    }
}
