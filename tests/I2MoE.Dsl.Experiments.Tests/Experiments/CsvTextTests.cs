using System.Globalization;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Tests.Experiments;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("=a,b", "\"'=a,b\"")]
    [InlineData("-", "'-")]
    [InlineData("-2", "-2")]
    [InlineData("+0.5", "+0.5")]
    [InlineData("-1E-05", "-1E-05")]
    [InlineData("-Infinity", "-Infinity")]
    [InlineData("a=b", "a=b")]
    [InlineData("", "")]
    public void A_spreadsheet_takes_a_text_for_a_text_and_a_number_for_a_number(string cell, string written) => Assert.Equal(written + "\n", CsvText.Of([[cell]]));

    [Fact]
    public void Numbers_are_written_the_same_in_every_country()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("-1.5,0.25,\n", CsvText.Of([[CsvText.Number(-1.5), CsvText.Number(0.25), CsvText.Number(double.NaN)]]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
