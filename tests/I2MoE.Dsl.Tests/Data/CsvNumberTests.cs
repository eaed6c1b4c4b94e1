using System.Globalization;
using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Tests.Data;

public sealed class CsvNumberTests
{
    [Fact]
    public void What_is_read_is_what_the_platform_reads()
    {
        Random random = new(3);
        int read = 0;
        for (int i = 0; i < 300_000; i++)
        {
            string text = (i % 6) switch
            {
                0 => ((float)(random.NextDouble() * Math.Pow(10, random.Next(-30, 30)))).ToString("R", CultureInfo.InvariantCulture),
                1 => (random.NextDouble() - 0.5).ToString("F" + random.Next(0, 9), CultureInfo.InvariantCulture),
                2 => random.Next(-1_000_000_000, 1_000_000_000).ToString(CultureInfo.InvariantCulture),
                3 => Halfway(random),
                4 => (random.NextDouble() * Math.Pow(10, random.Next(-50, 45))).ToString("E" + random.Next(0, 14), CultureInfo.InvariantCulture),
                _ => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
            };
            float expected = float.Parse(text, CultureInfo.InvariantCulture);
            if (CsvNumber.TryParse(text, out float value))
            {
                read++;
                Assert.True(BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(value), $"{text}: {value:R} and not {expected:R}");
            }
        }

        Assert.True(read > 150_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("1x")]
    [InlineData("1e5x")]
    [InlineData("NaN")]
    [InlineData("1 000")]
    [InlineData("--1")]
    [InlineData("\u0661")]
    public void What_is_no_plain_number_is_left_to_others(string text) => Assert.False(CsvNumber.TryParse(text, out _));

    [Theory]
    [InlineData("0", 0f)]
    [InlineData("-0", -0f)]
    [InlineData("+.5", 0.5f)]
    [InlineData("5.", 5f)]
    [InlineData("1e3", 1000f)]
    [InlineData("12.5E-1", 1.25f)]
    public void Usual_forms_are_read(string text, float expected)
    {
        Assert.True(CsvNumber.TryParse(text, out float value));
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(value));
    }

    // Between two neighbours, where a second rounding would tell.
    private static string Halfway(Random random)
    {
        float value = BitConverter.Int32BitsToSingle(random.Next(0x30000000, 0x50000000));
        double between = ((double)value + MathF.BitIncrement(value)) / 2;
        return between.ToString("G" + random.Next(9, 16), CultureInfo.InvariantCulture);
    }
}
