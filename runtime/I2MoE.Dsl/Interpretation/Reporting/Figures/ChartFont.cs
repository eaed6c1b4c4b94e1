using ScottPlot;
using SkiaSharp;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>The font of the charts.</summary>
internal static class ChartFont
{
    /// <summary>What to do on a machine that has none.</summary>
    public const string Advice =
        "The machine that wrote this report has no fonts, so its charts have no text. Install one (on Debian and Ubuntu: apt-get install fonts-dejavu-core) and write the report again. The numbers are complete.";

    private static readonly string[] s_preferred = ["Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans", "Noto Sans"];

    /// <summary>Its name.</summary>
    public static string Name { get; } = s_preferred.Intersect(SKFontManager.Default.FontFamilies).FirstOrDefault(Fonts.Default);

    /// <summary>Whether this machine has no font to draw with.</summary>
    public static bool IsMissing { get; } = !HasDigits(Name);

    // Without any font there is still a family, which has no glyphs.
    private static bool HasDigits(string name)
    {
        using SKTypeface? typeface = SKTypeface.FromFamilyName(name);
        return typeface?.ContainsGlyph('0') == true;
    }
}
