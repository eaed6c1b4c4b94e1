using System.Xml.Linq;
using ScottPlot;
using SkiaSharp;

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

    // A pixel of a page is 1/96 of an inch, a point 1/72.
    private const float PointsPerPixel = 0.75f;

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

    /// <summary>Writes <c>Id.svg</c>, <c>Id.png</c>, which has three times the pixels, and <c>Id.pdf</c>, a page of the figure's size with its font, for papers.</summary>
    /// <param name="folder">The folder, which exists.</param>
    public void Write(string folder)
    {
        File.WriteAllText(Path.Combine(folder, Id + ".svg"), ToSvg());
        Plot.ScaleFactor = PixelsPerPixel;
        Plot.SavePng(Path.Combine(folder, Id + ".png"), Width * PixelsPerPixel, Height * PixelsPerPixel);
        Plot.ScaleFactor = 1;
        WritePdf(Path.Combine(folder, Id + ".pdf"));
    }

    // The same drawing; the title, which says no time, so that the same figure has the same bytes.
    private void WritePdf(string file)
    {
        using FileStream stream = File.Create(file);
        using SKDocument document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = Id, RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi, EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality });
        SKCanvas page = document.BeginPage(Width * PointsPerPixel, Height * PointsPerPixel);
        page.Scale(PointsPerPixel);
        Plot.Render(page, new PixelRect(0, Width, Height, 0));
        document.EndPage();
        document.Close();
    }
}
