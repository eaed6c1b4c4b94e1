using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>The colours of figures and page: those of Okabe and Ito (2008), which people with any colour vision tell apart.</summary>
internal static class FigurePalette
{
    /// <summary>Text, axes and the whole model; the page replaces it in its dark theme.</summary>
    public const string Ink = "#20262E";

    /// <summary>Grid lines; the page replaces them too.</summary>
    public const string Grid = "#DDE2E8";

    /// <summary>The vanilla baseline.</summary>
    public const string Baseline = "#8A929C";

    private const string Synergy = "#D55E00";
    private const string Redundancy = "#009E73";

    // How far the first and the last of several experts of one kind are from its colour, to black and to white.
    private const double Darkest = 0.35;
    private const double Lightest = 0.45;

    private static readonly string[] s_modalities = ["#0072B2", "#E69F00", "#CC79A7", "#56B4E9", "#F0E442", "#999999", "#004B75", "#8F6300"];

    /// <summary>The colour of a modality.</summary>
    public static string OfModality(int modality) => s_modalities[modality % s_modalities.Length];

    /// <summary>The colour of every expert: uniqueness experts have that of their modality, those of pairs shades of their kind's.</summary>
    public static IReadOnlyList<string> OfExperts(IReadOnlyList<Expert> experts) =>
    [
        .. experts.Select(expert => expert.Kind switch
        {
            InteractionKind.Uniqueness => OfModality(expert.Modality!.Index),
            InteractionKind.Synergy => Shade(Synergy, expert, experts),
            _ => Shade(Redundancy, expert, experts),
        }),
    ];

    private static string Shade(string color, Expert expert, IReadOnlyList<Expert> experts)
    {
        Expert[] alike = [.. experts.Where(other => other.Kind == expert.Kind)];
        if (alike.Length == 1)
        {
            return color;
        }

        double place = (Array.IndexOf(alike, expert) * (Darkest + Lightest) / (alike.Length - 1)) - Darkest;
        Color end = place < 0 ? Colors.Black : Colors.White;
        return Color.FromHex(color).MixedWith(end, Math.Abs(place)).ToHex()[..7];
    }

    /// <summary>A colour between blue (-1), white (0) and orange (1).</summary>
    public static Color Diverging(double value)
    {
        Color end = Color.FromHex(value < 0 ? "#0072B2" : "#E69F00");
        return double.IsNaN(value) ? Color.FromHex("#EEEEEE") : Colors.White.MixedWith(end, Math.Abs(value));
    }
}
