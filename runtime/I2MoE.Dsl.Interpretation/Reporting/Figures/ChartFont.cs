using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>
/// The font of every figure. It comes with this package, so that a figure is the same on every machine, whatever fonts are installed there:
/// <c>Font/LICENSE.txt</c>.
/// </summary>
internal sealed class ChartFont : IFontResolver
{
    /// <summary>Its name.</summary>
    public const string Name = "I2MoE Sans";

    private const string Resource = "I2MoESans.ttf";

    private static readonly Lazy<SKTypeface> s_typeface = new(Register);

    private ChartFont()
    {
    }

    /// <summary>Makes the font known to the plotting library, once a process; nothing else of it changes.</summary>
    public static void Require() => _ = s_typeface.Value;

    /// <summary>Whether it has a character.</summary>
    public static bool Has(int codePoint) => s_typeface.Value.ContainsGlyph(codePoint);

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Load() : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => fontName == Name ? Load() : null;

    private static SKTypeface Register()
    {
        Fonts.FontResolvers.Insert(0, new ChartFont());
        return Load();
    }

    private static SKTypeface Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}
