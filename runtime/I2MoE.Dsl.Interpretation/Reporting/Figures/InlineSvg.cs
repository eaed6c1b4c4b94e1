using System.Globalization;
using System.Text;
using System.Xml.Linq;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>Makes an SVG a part of a page: it grows and shrinks with the page, has names of its own, and its text the font of the page.</summary>
internal static class InlineSvg
{
    private static readonly HashSet<string> s_lengths = ["d", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "points"];

    /// <summary>The markup of a figure.</summary>
    public static string Of(Figure figure)
    {
        XElement svg = FigureSvg.Of(figure, figure.Id + "-");
        svg.ReplaceAttributes(
            new XAttribute("class", "chart"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", VisibleText.Of(figure.Description)),
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {figure.Width} {figure.Height}")));
        foreach (XElement element in svg.DescendantsAndSelf())
        {
            // Within a page names have no namespace.
            element.Name = element.Name.LocalName;
            element.Attribute("font-family")?.Remove();
            foreach (XAttribute length in element.Attributes().Where(attribute => s_lengths.Contains(attribute.Name.LocalName)))
            {
                length.Value = Rounded(length.Value);
            }
        }

        return svg.ToString(SaveOptions.DisableFormatting);
    }

    // One digit after the point is a tenth of a pixel.
    private static string Rounded(string numbers)
    {
        var rounded = new StringBuilder(numbers.Length);
        int digits = -1;
        foreach (char c in numbers)
        {
            digits = c == '.' ? 0 : digits >= 0 && char.IsAsciiDigit(c) ? digits + 1 : -1;
            if (digits <= 1)
            {
                rounded.Append(c);
            }
        }

        return rounded.ToString();
    }
}
