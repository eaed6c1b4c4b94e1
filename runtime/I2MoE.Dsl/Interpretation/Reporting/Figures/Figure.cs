using System.Globalization;
using System.Text.RegularExpressions;
using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>A figure of a report.</summary>
/// <param name="Id">Its name in the page and, with an extension, its file.</param>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Plot">The drawing.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
internal sealed partial record Figure(string Id, string Description, Plot Plot, int Width, int Height)
{
    private const int PixelsPerPixel = 3;

    /// <summary>The figure as SVG.</summary>
    public string ToSvg()
    {
        // Skia numbers clip paths over the life of the process; the same figure is to have the same text.
        var numbers = new Dictionary<string, string>();
        string svg = ClipName().Replace(Plot.GetSvgXml(Width, Height), name =>
        {
            numbers.TryAdd(name.Value, "cl_" + numbers.Count.ToString(CultureInfo.InvariantCulture));
            return numbers[name.Value];
        });

        // Who looks at the file may not have the font of who wrote it.
        return Font().Replace(svg, "font-family=\"$1, sans-serif\"");
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

    [GeneratedRegex(@"(?<=id=""|url\(#)cl_[0-9a-f]+")]
    private static partial Regex ClipName();

    [GeneratedRegex("font-family=\"([^\"]*)\"")]
    private static partial Regex Font();
}
