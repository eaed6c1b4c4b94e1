using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Tests.Fusion;

/// <summary>Sizes that cannot work are refused in words also where no analyzer looks.</summary>
public sealed class FusionArgumentTests
{
    private static ExpertInitializer Initializer => new ParameterInitializer(seed: 0).ForExperts(1, ExpertInitialization.Identical);

    [Fact]
    public void Heads_that_do_not_divide_the_width()
    {
        AssertRefused("Heads = 3 does not divide HiddenDim = 8.", () => new SwitchFusion(1, 2, 2, new SwitchFusionOptions { Heads = 3, HiddenDim = 8 }, Initializer));
        AssertRefused("Heads = 4 does not divide EmbedDim = 9.", () => new EarlyFusion(1, 2, 2, new EarlyFusionOptions { Heads = 4 }, Initializer));
    }

    [Fact]
    public void More_experts_a_token_than_there_are() => AssertRefused(
        "TopK = 6 is more than the 5 experts of a layer.",
        () => new MoePlusPlusFusion(1, 2, 2, new MoePlusPlusFusionOptions { RoutedExperts = 1, TopK = 6, HiddenDim = 8 }, Initializer));

    private static void AssertRefused(string message, Func<FusionBank> create) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal);
}
