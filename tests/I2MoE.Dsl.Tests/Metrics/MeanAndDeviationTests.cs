using System.Globalization;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Tests.Metrics;

public class MeanAndDeviationTests
{
    [Fact]
    public void The_deviation_is_that_of_a_sample()
    {
        // Deviations from the mean 0.9: -0.1, 0, 0.1; squares 0.02; divided by n-1 = 2: 0.01; root 0.1.
        MeanAndDeviation score = MeanAndDeviation.From(0.8, 0.9, 1.0);
        Assert.Equal(0.9, score.Mean, 12);
        Assert.Equal(0.1, score.Deviation, 12);
    }

    [Fact]
    public void It_is_written_the_same_in_every_culture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("0.965 ± 0.010", new MeanAndDeviation(0.9651, 0.0098).ToString());
            Assert.Equal("0.965", MeanAndDeviation.From(0.965).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void No_values_are_refused() => Assert.Throws<ArgumentException>(() => MeanAndDeviation.From());

    [Theory]
    [InlineData(0.96512, "0.965")]
    [InlineData(-9999999.5, "-9999999.500")]
    [InlineData(1.5e29, "1.500E+29")]
    [InlineData(-1e7, "-1.000E+7")]
    [InlineData(double.NaN, "NaN")]
    public void Numbers_that_would_be_long_are_shown_by_a_power_of_ten(double value, string shown) => Assert.Equal(shown, ShownNumber.Of(value, "F3"));
}
