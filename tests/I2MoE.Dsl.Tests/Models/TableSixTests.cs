using I2MoE.Dsl.Models;

namespace I2MoE.Dsl.Tests.Models;

/// <summary>The parameter counts of the paper's table 6, exactly: fusion and experts without the encoders.</summary>
public sealed class TableSixTests
{
    [Theory]
    [InlineData("ADNI", 1_072_131, 6_696_728)]
    [InlineData("MIMIC", 268_034, 1_390_095)]
    [InlineData("IMDB", 1_068_567, 4_423_008)]
    [InlineData("MOSI", 134_402, 673_935)]
    [InlineData("ENRICO", 538_644, 2_352_724)]
    public void Parameter_counts_are_those_of_the_paper(string data, long vanilla, long i2moe)
    {
        using MultimodalModel baseline = Baseline(data);
        using MultimodalModel model = Model(data);
        Assert.Equal(vanilla, WithoutEncoders(baseline));
        Assert.Equal(i2moe, WithoutEncoders(model));
    }

    private static long WithoutEncoders(MultimodalModel model) =>
        model.ParameterCounts.Where(part => part.Key != "encoders").Sum(part => part.Value);

    private static InteractionModel Model(string data) => data switch
    {
        "ADNI" => new AdniTableSix(),
        "MIMIC" => new MimicTableSix(),
        "IMDB" => new ImdbTableSix(),
        "MOSI" => new MosiTableSix(),
        _ => new EnricoTableSix(),
    };

    private static VanillaModel Baseline(string data) => data switch
    {
        "ADNI" => AdniTableSix.CreateBaseline(),
        "MIMIC" => MimicTableSix.CreateBaseline(),
        "IMDB" => ImdbTableSixBaseline.CreateBaseline(),
        "MOSI" => MosiTableSix.CreateBaseline(),
        _ => EnricoTableSix.CreateBaseline(),
    };
}
