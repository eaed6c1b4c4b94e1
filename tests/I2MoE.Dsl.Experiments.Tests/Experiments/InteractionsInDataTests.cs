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

    // A = a + e1, B = b + e2 and the target = a + b + e of normal numbers: half the logarithm of the variance over what is left of it given either, and given both.
    [Theory]
    [InlineData(0.0, 0.0, 1.0)]
    [InlineData(1.0, 0.5, 0.5)]
    [InlineData(0.0, 3.0, 0.25)]
    public void Normal_numbers_are_decomposed_as_their_variances_say(double noiseOfA, double noiseOfB, double noise)
    {
        const int samples = 4_000;
        var random = new Random(5);
        float[] normal(double variance) => [.. Enumerable.Range(0, samples).Select(_ => (float)(Math.Sqrt(-2 * variance * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor a = torch.tensor(normal(1));
        torch.Tensor b = torch.tensor(normal(1));
        using var data = new MultimodalDataset(
            [KeyValuePair.Create("A", (a + torch.tensor(normal(noiseOfA))).unsqueeze(1)), KeyValuePair.Create("B", (b + torch.tensor(normal(noiseOfB))).unsqueeze(1))],
            a + b + torch.tensor(normal(noise)));
        (double ofA, double ofB, double all) = (1 / (1 + noiseOfA), 1 / (1 + noiseOfB), 2 + noise);
        (double one, double two, double both) = (Bits(all, ofA), Bits(all, ofB), Bits(all, ofA + ofB));
        InformationParts parts = InteractionsInData.Of(HandMade.Model(TaskKind.Regression, 1, "A", "B"), data)[0].Parts;
        Assert.Equal(Math.Min(one, two), parts.Redundancy, tolerance: 0.04);
        Assert.Equal(one - Math.Min(one, two), parts.UniqueFirst, tolerance: 0.04);
        Assert.Equal(two - Math.Min(one, two), parts.UniqueSecond, tolerance: 0.04);
        Assert.Equal(both - Math.Max(one, two), parts.Synergy, tolerance: 0.06);
    }

    private static double Bits(double variance, double explained) => 0.5 * Math.Log2(variance / (variance - explained));

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
