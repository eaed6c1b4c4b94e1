using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Figures;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace I2MoE.Dsl.Tests.Interpretation.Reporting;

/// <summary>The numbers along the axes of figures, and their labels.</summary>
public sealed class FigureTicksTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("")]
    public void They_are_the_same_in_every_culture(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        try
        {
            FigurePlot plot = Canvas.Empty();
            foreach (IAxis axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
            {
                NumericAutomatic ticks = Assert.IsType<NumericAutomatic>(axis.TickGenerator);
                Assert.Equal(["0.2", "-0.2", "0", "3", "2,000", "1E-06"], new[] { 0.2, -0.2, -1e-12, 3, 2000, 1e-6 }.Select(ticks.LabelFormatter));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Long_names_that_begin_alike_stay_apart()
    {
        FigurePlot plot = Canvas.Empty();
        Assert.Equal(
            ["UniqueClinicalM…irstVisit1", "UniqueClinicalM…irstVisit2", "SynergyOfLeftAndRightNow26"],
            ((string[])["UniqueClinicalMeasurementsOfFirstVisit1", "UniqueClinicalMeasurementsOfFirstVisit2", "SynergyOfLeftAndRightNow26"]).Select(plot.Label));
    }
}
