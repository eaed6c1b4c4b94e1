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

    // Areas of one colour compress without being filtered first, and at once.
    private static readonly SKPngEncoderOptions s_compression = new(SKPngEncoderFilterFlags.NoFilters, zLibLevel: 4);

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
        WritePng(Path.Combine(folder, Id + ".png"));
        WritePdf(Path.Combine(folder, Id + ".pdf"));
    }

    private void WritePng(string file)
    {
        var size = new SKImageInfo(Width * PixelsPerPixel, Height * PixelsPerPixel, SKColorType.Rgba8888, SKAlphaType.Premul);
        using SKSurface surface = SKSurface.Create(size);
        Plot.ScaleFactor = PixelsPerPixel;
        Plot.Render(surface.Canvas, size.Width, size.Height);
        Plot.ScaleFactor = 1;
        using SKPixmap pixels = surface.PeekPixels();
        using SKData png = pixels.Encode(s_compression)!;
        using FileStream stream = File.Create(file);
        png.SaveTo(stream);
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
