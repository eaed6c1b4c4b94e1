using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Interpretation;

/// <summary>How what a model knows is divided among the interactions.</summary>
public sealed class InteractionEstimateTests
{
    // The experts give the true class of two even classes these probabilities: both are known to redundancy, more to the first modality, all to synergy.
    [Fact]
    public void Redundancy_comes_first_uniqueness_beyond_it_and_synergy_last()
    {
        using DisposeScope scope = NewDisposeScope();
        var description = new ModelDescription
        {
            Name = "Test",
            Modalities = [],
            Experts = HandMade.FourExperts,
            Task = TaskKind.Classification,
            Fusion = "test",
            Outputs = 2,
        };
        Tensor truth = tensor([0.7f, 0.6f, 0.9f, 0.6f]);
        Tensor logits = stack([stack([truth, 1 - truth], dim: 1), stack([1 - truth, truth], dim: 1)], dim: 1).log();
        InteractionEstimate estimate = InteractionEstimate.Of(description, logits, tensor([0L, 1L]));
        Assert.Equal(Math.Log(1.4), estimate.Gains["UniqueLeft"], 5);
        Assert.Equal([Math.Log(1.4 / 1.2), 0, Math.Log(1.8 / 1.4), Math.Log(1.2)], estimate.Parts.Values.Select(part => Math.Round(part, 5)), (expected, actual) => Math.Abs(expected - actual) < 1e-4);
        Assert.Equal(Math.Log(1.2) / Math.Log(1.8), estimate.Shares["Redundancy"], 4);
    }

    [Fact]
    public void Of_data_it_is_that_of_all_batches_together()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new EvidenceClasses();
        using MultimodalDataset data = SmallData.For(model.Description, samples: 300);
        using EvidenceClasses.Output output = model.Infer(data.ToBatch(model.Description.ModalityNames, [.. Enumerable.Range(0, 300).Select(row => (long)row)]));
        InteractionEstimate expected = InteractionEstimate.Of(model.Description, output.AllLogits, data.Labels);
        InteractionEstimate actual = InteractionEstimate.Of(model, data);
        Assert.All(expected.Gains, gain => Assert.Equal(gain.Value, actual.Gains[gain.Key], 5));
    }
}
