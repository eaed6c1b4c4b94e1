using System.Globalization;
using ScottPlot.TickGenerators;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>The numbers along an axis: with a decimal point whatever the culture of the machine, as in every other number of a report.</summary>
internal static class FigureTicks
{
    /// <summary>Ticks for an axis of numbers.</summary>
    /// <param name="areWhole">Whether only whole numbers get one.</param>
    public static NumericAutomatic Create(bool areWhole = false) => new() { IntegerTicksOnly = areWhole, LabelFormatter = Label };

    // As ScottPlot writes them where the culture has a decimal point.
    private static string Label(double value)
    {
        if (value == Math.Truncate(value) || Math.Abs(value) > 1000)
        {
            return value.ToString("N0", CultureInfo.InvariantCulture);
        }

        string label = Math.Round(value, 10).ToString("G", CultureInfo.InvariantCulture);
        return label == "-0" ? "0" : label;
    }
}
