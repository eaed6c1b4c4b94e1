using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation;

/// <summary>Of a model whose experts are linear, an output falls by just the attributions of what is taken away.</summary>
public sealed class AttributionFaithfulnessTests
{
    private const int Samples = 20;

    [Fact]
    public void An_output_falls_by_the_attributions_of_the_values_that_are_taken_away()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new LinearExperts();
        using DataSplits splits = SmallData.Splits(model.Description);
        using var gradients = IntegratedGradients.FromMeanOf(model, splits.Train, steps: 2);
        IReadOnlyList<ExpertFaithfulness> measured = AttributionFaithfulness.Of(model, gradients, splits.Test, Samples, seed: 3, CancellationToken.None);

        int count = Math.Min(Samples, splits.Test.Count);
        long[] rows = [.. Enumerable.Range(0, count).Select(row => (long)row)];
        int[] focus = [.. InteractionPredictions.Of(model, splits.Test).Outputs.Take(count).Select(outputs => OutputReading.Focus(model.Description, outputs))];
        IReadOnlyList<IReadOnlyList<ExpertAttribution>> attributions = gradients.Explain(splits.Test.ToBatch(model.Description.ModalityNames, rows).Inputs, focus);
        foreach ((int expert, ExpertFaithfulness faithfulness) in measured.Index())
        {
            ExpertAttribution[] own = [.. attributions.Select(sample => sample[expert])];
            Assert.Equal(own.Average(sample => sample.Output), faithfulness.Whole, precision: 4);
            foreach ((int place, double share) in faithfulness.Shares.Index())
            {
                Assert.Equal(own.Average(sample => sample.Output - Leading(sample, share)), faithfulness.Removed[place], precision: 4);
                Assert.Equal(own.Average(sample => sample.Baseline + Leading(sample, share)), faithfulness.Kept[place], precision: 4);
            }

            Assert.True(faithfulness.IsFaithful, faithfulness.Comprehensiveness.ToString());
            Assert.True(faithfulness.Sufficiency.Low > 0, faithfulness.Sufficiency.ToString());
        }
    }

    [Fact]
    public void Attributions_of_another_model_do_not_name_what_moves_this_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new LinearExperts(seed: 1);
        using var other = new LinearExperts(seed: 2);
        using DataSplits splits = SmallData.Splits(model.Description);
        using var own = IntegratedGradients.FromMeanOf(model, splits.Train, steps: 2);
        using var foreign = IntegratedGradients.FromMeanOf(other, splits.Train, steps: 2);
        double faithful = AttributionFaithfulness.Of(model, own, splits.Test, Samples, 0, CancellationToken.None).Average(expert => expert.Comprehensiveness.Value);
        double unfaithful = AttributionFaithfulness.Of(model, foreign, splits.Test, Samples, 0, CancellationToken.None).Average(expert => expert.Comprehensiveness.Value);
        Assert.True(unfaithful < faithful / 2, $"{unfaithful} and {faithful}");
    }

    private static double Leading(ExpertAttribution attribution, double share)
    {
        double[] values = [.. attribution.Features.SelectMany(modality => modality!)];
        return values.OrderDescending().Take(Math.Max(1, (int)Math.Round(share * values.Length))).Sum();
    }
}
