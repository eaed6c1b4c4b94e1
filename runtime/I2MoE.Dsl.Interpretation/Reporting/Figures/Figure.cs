using System.Xml.Linq;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>A figure of a report.</summary>
/// <param name="Id">Its name in the page and, with an extension, its file.</param>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Plot">The drawing.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
internal sealed record Figure(string Id, string Description, FigurePlot Plot, int Width, int Height)
{
    private const int PixelsPerPixel = 3;

    // Who looks at the file may not have the font, which was made from the first of these.
    private const string Families = "DejaVu Sans, Verdana, sans-serif";

    /// <summary>The figure as SVG.</summary>
    public string ToSvg()
    {
        XElement svg = FigureSvg.Of(this);
        foreach (XAttribute family in svg.Descendants().Attributes("font-family"))
        {
            family.Value = Families;
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{svg}\n";
    }

    /// <summary>Writes <c>Id.svg</c> and <c>Id.png</c>; the latter has three times the pixels, for print.</summary>
    /// <param name="folder">The folder, which exists.</param>
    public void Write(string folder)
    {
        File.WriteAllText(Path.Combine(folder, Id + ".svg"), ToSvg());
        Plot.ScaleFactor = PixelsPerPixel;
        Plot.SavePng(Path.Combine(folder, Id + ".png"), Width * PixelsPerPixel, Height * PixelsPerPixel);
        Plot.ScaleFactor = 1;
    }
}
