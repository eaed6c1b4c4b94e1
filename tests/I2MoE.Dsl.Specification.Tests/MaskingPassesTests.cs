using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Tests.Rules;

namespace I2MoE.Dsl.Specification.Tests;

/// <summary>The experts of layouts with pairs, and the passes that they learn from.</summary>
public sealed class MaskingPassesTests
{
    [Fact]
    public void Every_pair_has_an_expert_in_the_order_of_the_modalities()
    {
        ModelSpecification both = PairRulesTests.Of(3, (ExpertsOptions.PairwiseSynergy, true), (ExpertsOptions.PairwiseRedundancy, true));
        Assert.Equal(
            [
                "UniqueImage", "UniqueText", "UniqueSound", "Synergy_Image_Text", "Synergy_Image_Sound", "Synergy_Text_Sound",
                "Redundancy_Image_Text", "Redundancy_Image_Sound", "Redundancy_Text_Sound",
            ],
            both.ExpertLayout.Select(expert => expert.Name));
        Assert.Equal("the synergy expert of Image and Text", both.ExpertLayout[3].Phrase);
        Assert.Equal(
            ["UniqueImage", "UniqueText", "UniqueSound", "Synergy_Image_Text", "Synergy_Image_Sound", "Synergy_Text_Sound", "Redundancy"],
            PairRulesTests.Of(3, (ExpertsOptions.PairwiseSynergy, true)).ExpertLayout.Select(expert => expert.Name));
    }

    [Fact]
    public void Of_two_modalities_pairs_make_the_same_model()
    {
        ModelSpecification pairs = PairRulesTests.Of(2, (ExpertsOptions.PairwiseSynergy, true), (ExpertsOptions.PairwiseRedundancy, true));
        Assert.Equal(PairRulesTests.Of(2).ExpertLayout, pairs.ExpertLayout);
        Assert.Equal(MaskingPasses.Of(PairRulesTests.Of(2)), MaskingPasses.Of(pairs));
    }

    [Fact]
    public void Names_of_pairs_tell_underscores_of_modalities_from_their_own()
    {
        Assert.NotEqual(ExpertNames.Of(InteractionKind.Synergy, ["A_B", "C"]), ExpertNames.Of(InteractionKind.Synergy, ["A", "B_C"]));
        Assert.Equal("Redundancy_A_B", ExpertNames.Of(InteractionKind.Redundancy, ["A", "B"]));
    }

    // What pairs add to the full pass and one a modality: nothing for synergy of three in the paper's objective, because leaving a pair masks one.
    [Theory]
    [InlineData(3, false, false, InteractionObjective.Paper, 4)]
    [InlineData(3, true, false, InteractionObjective.Paper, 4)]
    [InlineData(3, true, false, InteractionObjective.Evidence, 7)]
    [InlineData(3, false, true, InteractionObjective.Paper, 7)]
    [InlineData(3, true, true, InteractionObjective.Measured, 7)]
    [InlineData(4, true, false, InteractionObjective.Paper, 11)]
    [InlineData(4, true, true, InteractionObjective.Evidence, 15)]
    [InlineData(5, true, true, InteractionObjective.Paper, 31)]
    public void Passes_are_those_that_the_experts_need(int modalities, bool synergy, bool redundancy, InteractionObjective objective, int expected)
    {
        ModelSpecification specification = PairRulesTests.Of(
            modalities, (ExpertsOptions.PairwiseSynergy, synergy), (ExpertsOptions.PairwiseRedundancy, redundancy), (ExpertsOptions.Objective, (int)objective));
        IReadOnlyList<ModalitySet> passes = MaskingPasses.Of(specification);
        Assert.Equal(expected, passes.Count);
        Assert.Equal(passes.Count, passes.Distinct().Count());
        Assert.Equal([ModalitySet.None, .. Enumerable.Range(0, modalities).Select(place => ModalitySet.Of(place))], passes.Take(modalities + 1));
        Assert.DoesNotContain(ModalitySet.First(modalities), passes);
    }

    [Fact]
    public void A_pair_of_four_is_left_what_it_needs_and_nothing_else()
    {
        var own = ModalitySet.Of(0, 2);
        var synergy = ExpertPassNeeds.Of(InteractionKind.Synergy, own, modalities: 4, isAlone: true);
        Assert.Equal([ModalitySet.Of(1, 3)], synergy.Keep);
        Assert.Equal([ModalitySet.Of(0), ModalitySet.Of(2)], synergy.Lose);
        var redundancy = ExpertPassNeeds.Of(InteractionKind.Redundancy, own, modalities: 4, isAlone: true);
        Assert.Equal([ModalitySet.Of(1, 2, 3), ModalitySet.Of(0, 1, 3)], redundancy.Keep);
        Assert.Equal([own], redundancy.Lose);
        var unique = ExpertPassNeeds.Of(InteractionKind.Uniqueness, ModalitySet.Of(1), modalities: 4, isAlone: true);
        Assert.Equal([ModalitySet.Of(0, 2, 3)], unique.Keep);
        Assert.Equal([ModalitySet.Of(0), ModalitySet.Of(2), ModalitySet.Of(3)], ExpertPassNeeds.Of(InteractionKind.Uniqueness, ModalitySet.Of(1), modalities: 4, isAlone: false).Keep);
    }
}
