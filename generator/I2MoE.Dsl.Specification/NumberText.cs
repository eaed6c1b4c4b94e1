using System.Globalization;

namespace I2MoE.Dsl.Specification;

/// <summary>Writes numbers, the same whatever the culture of the machine.</summary>
internal static class NumberText
{
    private static readonly string[] s_shortFormats = ["G15", "G16"];

    /// <summary>The shortest text that reads back as <paramref name="value"/>, which is finite.</summary>
    // "R" is not reliable on .NET Framework, where Visual Studio runs the generator.
    public static string Shortest(double value) =>
        s_shortFormats.Select(format => value.ToString(format, CultureInfo.InvariantCulture)).FirstOrDefault(text => Reads(text, value))
        ?? value.ToString("G17", CultureInfo.InvariantCulture);

    private static bool Reads(string text, double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double read) && read.Equals(value);
}
