using I2MoE.Dsl.Generators.Emission;

namespace I2MoE.Dsl.Generators.Tests.Emission;

public sealed class LiteralsTests
{
    [Theory]
    [InlineData(2.0, "2.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(1e-4, "0.0001")]
    [InlineData(1e-7, "1E-07")]
    [InlineData(1e300, "1E+300")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(double.Epsilon, "4.94065645841247E-324")]
    [InlineData(double.NaN, "double.NaN")]
    [InlineData(double.PositiveInfinity, "double.PositiveInfinity")]
    [InlineData(double.NegativeInfinity, "double.NegativeInfinity")]
    public void A_double_is_short_and_reads_back_as_itself(double value, string expected) => Assert.Equal(expected, Literals.Of(value));

    [Theory]
    [InlineData("Mean", "Mean")]
    [InlineData("class", "@class")]
    [InlineData("record", "@record")]
    public void A_keyword_is_escaped(string name, string expected) => Assert.Equal(expected, Literals.Identifier(name));

    [Fact]
    public void A_text_is_escaped() => Assert.Equal("\"a\\\"b\\n\"", Literals.Of("a\"b\n"));
}
