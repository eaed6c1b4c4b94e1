using System.Globalization;

namespace I2MoE.Dsl.Specification;

/// <summary>How sizes read in English, the same whatever the culture of the machine.</summary>
public static class SizeText
{
    private static readonly string[] s_units = ["MB", "GB", "TB", "PB", "EB"];

    /// <summary>Bytes to two digits or whole megabytes: <c>3 MB</c>, <c>1.2 GB</c>, <c>48 GB</c>.</summary>
    public static string Bytes(double bytes)
    {
        double value = bytes / 1e6;
        int unit = 0;
        while (value >= 999.5 && unit < s_units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        string format = unit > 0 && value < 9.95 ? "0.0" : "0";
        return $"{Math.Max(value, unit == 0 && bytes > 0 ? 1 : 0).ToString(format, CultureInfo.InvariantCulture)} {s_units[unit]}";
    }

    /// <summary>A number of things, in groups of three digits.</summary>
    public static string Count(double count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
