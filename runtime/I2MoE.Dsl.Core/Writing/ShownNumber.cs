using System.Globalization;

namespace I2MoE.Dsl.Writing;

/// <summary>Numbers as tables show them: so many decimals, and a power of ten where the number would have more than seven digits before the point.</summary>
internal static class ShownNumber
{
    private const double Longest = 1e7;

    /// <summary>A number in the invariant culture.</summary>
    /// <param name="value">The number.</param>
    /// <param name="format">Its format where it is of usual size, for example <c>0.000</c>.</param>
    public static string Of(double value, string format) =>
        value.ToString(Math.Abs(value) < Longest || !double.IsFinite(value) ? format : "0.000E+0", CultureInfo.InvariantCulture);
}
