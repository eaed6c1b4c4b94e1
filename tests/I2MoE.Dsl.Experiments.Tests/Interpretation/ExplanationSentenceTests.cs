using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation;

public sealed class ExplanationSentenceTests
{
    [Theory]
    [InlineData(new[] { 0.2, 0.2, 0.6 }, "Mostly shared among Image, Name and Words, of which no single one is needed; ")]
    [InlineData(new[] { 0.25, 0.45, 0.3 }, "Largely synergy of Image, Name and Words; ")]
    [InlineData(new[] { 0.35, 0.33, 0.32 }, "No interaction dominates; the first among equals is unique to Image; ")]
    public void The_expert_with_most_say_comes_first(double[] weights, string lead) =>
        Assert.StartsWith(lead, Sentence(weights, [[3, 0, 0], [3, 0, 0], [3, 0, 0]]), StringComparison.Ordinal);

    [Fact]
    public void Experts_add_evidence_from_their_share_of_the_support()
    {
        Assert.Equal("Mostly shared among Image, Name and Words, of which no single one is needed; Image adds unique evidence for apple.", Sentence([0.3, 0.1, 0.6], [[3, 0, 0], [1, 0, 0], [3, 0, 0]]));
        Assert.Equal("Mostly shared among Image, Name and Words, of which no single one is needed; Image, Name and Words together add evidence for apple.", Sentence([0.1, 0.3, 0.6], [[1, 0, 0], [3, 0, 0], [3, 0, 0]]));
        Assert.Equal("Mostly shared among Image, Name and Words, of which no single one is needed.", Sentence([0.05, 0.05, 0.9], [[1, 0, 0], [1, 0, 0], [3, 0, 0]]));
    }

    [Fact]
    public void An_expert_that_says_otherwise_speaks_against() => Assert.Equal(
        "Mostly shared among Image, Name and Words, of which no single one is needed; what is unique to Image speaks against apple.",
        Sentence([0.3, 0.1, 0.6], [[0, 3, 0], [1, 0, 0], [4, 0, 0]]));

    [Fact]
    public void Redundancy_is_between_the_modalities_that_its_expert_looks_at()
    {
        ExpertAttribution ofRedundancy = new("Redundancy", 0, 1, [[0.6, -0.2], [0.05, 0.05], [0.3, 0.1]]);
        ExpertAttribution[] attributions = [new("UniqueImage", 0, 1, [[1], [0], [0]]), new("Synergy", 0, 1, [[1], [0], [0]]), ofRedundancy];
        Assert.Equal("Mostly shared among Image and Words, of which no single one is needed.", Sentence([0.05, 0.05, 0.9], [[1, 0, 0], [1, 0, 0], [3, 0, 0]], attributions));
    }

    [Fact]
    public void A_modality_whose_masking_changes_the_decision_is_named()
    {
        MaskingEffect[] masking =
        [
            new("Image", [0, 2, 0], [1, 0, 0], [], Changed: 1),
            new("Name", [3, 0, 0], [1, 0, 0], [], Changed: 0.25),
            new("Words", [3, 0, 0], [1, 0, 0], [], Changed: 0.5),
        ];
        Assert.Equal(
            "Mostly shared among Image, Name and Words, of which no single one is needed; without Image it would be pear; without Words it is uncertain.",
            Sentence([0.05, 0.05, 0.9], [[1, 0, 0], [1, 0, 0], [3, 0, 0]], masking: masking));
    }

    [Fact]
    public void A_number_is_made_of_contributions()
    {
        ModelDescription model = HandMade.Model(TaskKind.Regression, outputs: 1);
        using MultimodalDataset data = HandMade.Data(model, torch.tensor([1f]));
        var explanation = SampleExplanation.Of(HandMade.Predictions(model, [[0.2, 0.2, 0.6]], [[[-2], [0.1], [2]]]), 0);
        Assert.Equal("Mostly redundant between Left and Right; Left adds -0.40 by itself.", ExplanationSentence.Of(model, new OutputReading(model, data), explanation));
    }

    private static string Sentence(double[] weights, double[][] experts, ExpertAttribution[]? attributions = null, MaskingEffect[]? masking = null)
    {
        ModelDescription model = HandMade.Model(TaskKind.Classification, 3, "Image", "Name", "Words");
        using MultimodalDataset data = HandMade.Data(model, torch.tensor([0L]), ["apple", "pear", "plum"]);
        return ExplanationSentence.Of(model, new OutputReading(model, data), SampleExplanation.Of(HandMade.Predictions(model, [weights], [experts]), 0), attributions, masking);
    }
}
