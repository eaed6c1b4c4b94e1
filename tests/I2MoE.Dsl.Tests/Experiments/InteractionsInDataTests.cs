using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Interpretation.PartialInformation;
using I2MoE.Dsl.Tests.Interpretation;
using KnownInteractions;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>What is in data by estimators of the literature, before anything is trained.</summary>
public sealed class InteractionsInDataTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Clusters_show_the_interaction_of_a_pure_case(int regime)
    {
        using KnownData data = InteractionGenerator.Draw(InteractionMixture.Pure(2, regime), samples: 600, seed: 7);
        DataInteraction pair = Assert.Single(InteractionsInData.Of(HandMade.Model(TaskKind.Classification, 2, "A", "B"), data.Splits.Train));
        Assert.True(pair.IsKnown);
        Assert.InRange(pair.Parts.Shares[regime], 0.8, 1);
        Assert.InRange(pair.Parts.Total, 0.8, 1.05);
    }

    [Fact]
    public void Of_shuffled_labels_nothing_is_known()
    {
        using KnownData data = InteractionGenerator.Draw(InteractionMixture.Pure(2, 3) with { LabelNoise = 0.5 }, samples: 600, seed: 8);
        Assert.False(InteractionsInData.Of(HandMade.Model(TaskKind.Classification, 2, "A", "B"), data.Splits.Train)[0].IsKnown);
    }

    // The second and third modality are views of one number, which is the target.
    [Fact]
    public void Numbers_are_decomposed_by_what_lines_explain()
    {
        var random = new Random(1);
        float[] noise = [.. Enumerable.Range(0, 1200).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1))];
        torch.Tensor all = torch.tensor(noise).view(400, 3);
        torch.Tensor target = all.select(1, 0);
        using var data = new MultimodalDataset(
            [
                KeyValuePair.Create("A", all.narrow(1, 1, 1)),
                KeyValuePair.Create("B", (target + (0.2 * all.select(1, 1))).unsqueeze(1)),
                KeyValuePair.Create("C", (target + (0.2 * all.select(1, 2))).unsqueeze(1)),
            ],
            target);
        IReadOnlyList<DataInteraction> pairs = InteractionsInData.Of(HandMade.Model(TaskKind.Regression, 1, "A", "B", "C"), data);
        Assert.Equal(["A|B", "A|C", "B|C", "A|the others", "B|the others", "C|the others"], pairs.Select(pair => $"{pair.First}|{pair.Second}"));
        Assert.True(pairs[0].Parts.UniqueSecond > pairs[0].Parts.Redundancy);
        Assert.True(pairs[2].Parts.Redundancy > 0.7 * pairs[2].Parts.Total);
    }
}
