using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>Makes an SVG a part of a page: it grows and shrinks with the page, has names of its own, and its text the font of the page.</summary>
internal static partial class InlineSvg
{
    /// <summary>The markup of a figure.</summary>
    public static string Of(Figure figure)
    {
        string svg = figure.ToSvg();
        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
        svg = Opening().Replace(
            svg,
            FormattableString.Invariant($"<svg class=\"chart\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(ShownText.Of(figure.Description))}\" viewBox=\"0 0 {figure.Width} {figure.Height}\">"),
            1);

        // Several figures stand in one page, so clip paths need names that differ.
        svg = ClipName().Replace(svg, $"id=\"{figure.Id}-$1\"");
        svg = ClipUse().Replace(svg, $"url(#{figure.Id}-$1)");
        svg = Number().Replace(svg, "$1");
        return Glyphs().Replace(svg, Anchored).Replace("\n\t", "\n", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal);
    }

    // Each glyph has a place for the font of this machine. The reader's may be another, so only start, middle or end of the text is kept.
    private static string Anchored(Match match)
    {
        double[] places = [.. match.Groups["x"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];
        double advance = places.Length > 1 ? (places[^1] - places[0]) / (places.Length - 1) : 8;
        double middle = (places[0] + places[^1] + advance) / 2;
        (string anchor, double x) = middle switch
        {
            _ when Math.Abs(middle) < advance * 0.6 => ("middle", 0),
            < 0 => ("end", places[^1] + advance > advance * 1.5 ? places[^1] + advance : 0),
            _ => ("start", places[0]),
        };
        double y = Parse(match.Groups["y"].Value.Split(',')[0]);
        return FormattableString.Invariant($"<text{match.Groups["before"].Value} text-anchor=\"{anchor}\" x=\"{x:0.#}\" y=\"{y:0.#}\">");
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("<svg[^>]*>")]
    private static partial Regex Opening();

    [GeneratedRegex("id=\"(cl_[0-9a-f]+)\"")]
    private static partial Regex ClipName();

    [GeneratedRegex(@"url\(#(cl_[0-9a-f]+)\)")]
    private static partial Regex ClipUse();

    // One digit after the point is a tenth of a pixel.
    [GeneratedRegex(@"(?<=[ ML,(-])(\d+\.\d)\d+(?=[^<>]*>)")]
    private static partial Regex Number();

    [GeneratedRegex("<text(?<before>[^>]*?)(?: font-family=\"[^\"]*\")? x=\"(?<x>[^\"]*)\" y=\"(?<y>[^\"]*)\">")]
    private static partial Regex Glyphs();
}
