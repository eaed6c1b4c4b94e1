using I2MoE.Dsl.Interpretation.PartialInformation;

namespace I2MoE.Dsl.Tests.Interpretation.PartialInformation;

/// <summary>The decomposition on the gates whose answers are known (Bertschinger et al. 2014, Williams and Beer 2010).</summary>
public sealed class BrojaTests
{
    private const double Bits = 2e-3;

    [Theory]
    [InlineData("XOR", 0, 0, 1, 0)]
    [InlineData("UNQ", 1, 0, 0, 0)]
    [InlineData("COPY", 1, 1, 0, 0)]
    [InlineData("AND", 0, 0, 0.5, 0.311278)]
    public void Gates_have_their_known_parts(string gate, double uniqueFirst, double uniqueSecond, double synergy, double redundancy)
    {
        var joint = new double[4, 2, 2];
        foreach ((int x, int y) in ((int, int)[])[(0, 0), (0, 1), (1, 0), (1, 1)])
        {
            int target = gate switch
            {
                "XOR" => x ^ y,
                "UNQ" => x,
                "COPY" => (2 * x) + y,
                _ => x & y,
            };
            joint[target, x, y] += 0.25;
        }

        AssertParts(new InformationParts(uniqueFirst, uniqueSecond, synergy, redundancy), Broja.Decompose(joint));
    }

    [Fact]
    public void A_bit_that_both_sources_hold_is_redundant()
    {
        var joint = new double[2, 2, 2];
        joint[0, 0, 0] = joint[1, 1, 1] = 1;
        AssertParts(new InformationParts(0, 0, 0, 1), Broja.Decompose(joint));
    }

    [Fact]
    public void Counts_give_what_probabilities_give_and_parts_sum_to_the_mutual_information()
    {
        // An arbitrary distribution, and its mutual information by the definition.
        double[,,] counts = { { { 7, 1, 2 }, { 0, 3, 5 } }, { { 1, 4, 0 }, { 6, 2, 9 } } };
        InformationParts parts = Broja.Decompose(counts);
        double information = 0;
        for (int t = 0; t < 2; t++)
        {
            double target = Enumerable.Range(0, 6).Sum(s => counts[t, s / 3, s % 3]) / 40;
            for (int s = 0; s < 6; s++)
            {
                double both = counts[t, s / 3, s % 3] / 40;
                double sources = (counts[0, s / 3, s % 3] + counts[1, s / 3, s % 3]) / 40;
                information += both > 0 ? both * Math.Log2(both / (target * sources)) : 0;
            }
        }

        Assert.Equal(information, parts.Total, 6);
        Assert.All(parts.Shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal(1, parts.Shares.Sum(), 9);
    }

    [Fact]
    public void Sources_that_tell_nothing_have_no_shares() =>
        Assert.All(Broja.Decompose(new double[,,] { { { 1, 1 }, { 1, 1 } }, { { 1, 1 }, { 1, 1 } } }).Shares, share => Assert.InRange(share, 0, 1));

    [Theory]
    [InlineData(-0.5, "-0.5")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(0, "no entry above 0")]
    public void What_is_no_distribution_is_refused(double entry, string message)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Broja.Decompose(new double[,,] { { { entry } } }));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static void AssertParts(InformationParts expected, InformationParts actual)
    {
        Assert.Equal(expected.UniqueFirst, actual.UniqueFirst, Bits);
        Assert.Equal(expected.UniqueSecond, actual.UniqueSecond, Bits);
        Assert.Equal(expected.Synergy, actual.Synergy, Bits);
        Assert.Equal(expected.Redundancy, actual.Redundancy, Bits);
    }
}
