using System.Globalization;
using System.Xml.Linq;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>A figure as SVG whose text is text: with every sign, at its place in whatever font the reader has.</summary>
internal static class FigureSvg
{
    private const string ClipPrefix = "cl_";

    /// <summary>The drawing.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="clipPrefix">What the names of clip paths begin with; they must differ where several drawings stand in one page.</param>
    public static XElement Of(Figure figure, string clipPrefix = "")
    {
        var svg = XElement.Parse(figure.Plot.GetSvgXml(figure.Width, figure.Height));
        NumberClips(svg, clipPrefix + ClipPrefix);
        // Skia puts each text on a line of its own.
        foreach (XElement text in svg.Descendants().Where(element => element.Name.LocalName == "text"))
        {
            Anchor(text);
            text.Value = figure.Plot.Texts.Original(text.Value.Trim('\n', '\t'));
        }

        return svg;
    }

    // Skia numbers clip paths over the life of the process; the same figure is to have the same text.
    private static void NumberClips(XElement svg, string prefix)
    {
        Dictionary<string, string> names = [];
        foreach (XAttribute id in svg.Descendants().Attributes("id").Where(id => id.Value.StartsWith(ClipPrefix, StringComparison.Ordinal)))
        {
            names.Add($"url(#{id.Value})", $"url(#{prefix}{names.Count.ToString(CultureInfo.InvariantCulture)})");
            id.Value = names[$"url(#{id.Value})"][5..^1];
        }

        foreach (XAttribute use in svg.Descendants().Attributes("clip-path"))
        {
            use.Value = names.GetValueOrDefault(use.Value, use.Value);
        }
    }

    // Each glyph has a place for the font of the figure. The reader's may be another, so only start, middle or end of the text is kept.
    private static void Anchor(XElement text)
    {
        double[] places = Numbers(text, "x");
        if (places.Length == 0)
        {
            places = [0];
        }

        double advance = places.Length > 1 ? (places[^1] - places[0]) / (places.Length - 1) : 8;
        double middle = (places[0] + places[^1] + advance) / 2;
        (string anchor, double x) = middle switch
        {
            _ when Math.Abs(middle) < advance * 0.6 => ("middle", 0),
            < 0 => ("end", places[^1] + advance > advance * 1.5 ? places[^1] + advance : 0),
            _ => ("start", places[0]),
        };
        text.SetAttributeValue("text-anchor", anchor);
        text.SetAttributeValue("x", x.ToString("0.#", CultureInfo.InvariantCulture));
        text.SetAttributeValue("y", Numbers(text, "y").FirstOrDefault().ToString("0.#", CultureInfo.InvariantCulture));
    }

    private static double[] Numbers(XElement element, string attribute) =>
    [
        .. (element.Attribute(attribute)?.Value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture)),
    ];
}
