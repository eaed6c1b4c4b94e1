using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Encoders;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation;

public sealed class IntegratedGradientsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(24)]
    public void Quadrature_is_exact_for_polynomials_of_twice_as_many_degrees(int count)
    {
        (double[] nodes, double[] weights) = GaussLegendre.Nodes(count);
        for (int degree = 0; degree < 2 * count; degree++)
        {
            Assert.Equal(1.0 / (degree + 1), nodes.Zip(weights, (x, w) => w * Math.Pow(x, degree)).Sum(), precision: 12);
        }
    }

    [Fact]
    public async Task Attributions_sum_to_the_difference_of_the_logit()
    {
        using DataSplits splits = SmallData.Splits(new SmallTransformer().Description);
        using Trainer<SmallTransformer> trainer = SmallTransformer.CreateTrainer();
        await trainer.FitAsync(splits);
        using DisposeScope scope = torch.NewDisposeScope();
        IReadOnlyList<IReadOnlyList<ExpertAttribution>> explained = Explain(trainer.Model, splits, steps: 64, out int[] classes);

        var predictions = InteractionPredictions.Of(trainer.Model, splits.Test);
        for (int sample = 0; sample < explained.Count; sample++)
        {
            for (int expert = 0; expert < explained[sample].Count; expert++)
            {
                ExpertAttribution attribution = explained[sample][expert];
                Assert.Equal(predictions.Experts[expert][sample][classes[sample]], attribution.Output, precision: 4);
                Assert.Equal([5, 4], attribution.Features.Select(values => values!.Length));
                Assert.InRange(Math.Abs(attribution.Residual), 0, 0.01 + (0.02 * Math.Abs(attribution.Output - attribution.Baseline)));
            }
        }

        Assert.Contains(explained.SelectMany(experts => experts), attribution => Math.Abs(attribution.Output - attribution.Baseline) > 1);
    }

    [Fact]
    public void More_points_make_the_sum_more_exact()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallTransformer();
        using DataSplits splits = SmallData.Splits(model.Description);
        double few = Explain(model, splits, steps: 1, out _).SelectMany(experts => experts).Average(attribution => Math.Abs(attribution.Residual));
        double many = Explain(model, splits, steps: 24, out _).SelectMany(experts => experts).Average(attribution => Math.Abs(attribution.Residual));
        Assert.True(many < few / 4, $"{many} with 24 points, {few} with 1");
    }

    [Fact]
    public void A_value_that_is_the_mean_of_the_training_part_adds_nothing()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallRegression();
        using MultimodalDataset data = SmallData.For(model.Description);
        using var gradients = IntegratedGradients.FromMeanOf(model, data);
        torch.Tensor left = data["Left"].narrow(0, 0, 1).clone();
        left[0, 2] = data["Left"].mean([0])[2];
        IReadOnlyList<ExpertAttribution> experts = gradients.Explain([left, data["Right"].narrow(0, 0, 1)], [0])[0];
        Assert.All(experts, expert => Assert.Equal(0, expert.Features[0]![2]));
        Assert.Contains(experts, expert => expert.Features[0]![0] != 0);
    }

    [Fact]
    public void Token_ids_are_not_attributed_and_everything_else_still_is_complete()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallMedia();
        using MultimodalDataset data = SmallData.For(model.Description);
        using var gradients = IntegratedGradients.FromMeanOf(model, data, steps: 64);
        MultimodalBatch batch = data.ToBatch(model.Description.ModalityNames, [0, 1, 2]);
        int tokens = model.Description.Modalities.Single(modality => modality.Vocabulary is not null).Index;
        Assert.All(gradients.Explain(batch.Inputs, [0, 1, 0]).SelectMany(experts => experts), expert =>
        {
            Assert.Null(expert.Features[tokens]);
            Assert.InRange(Math.Abs(expert.Residual), 0, 0.01 + (0.02 * Math.Abs(expert.Output - expert.Baseline)));
        });
    }

    private static IReadOnlyList<IReadOnlyList<ExpertAttribution>> Explain(InteractionModel model, DataSplits splits, int steps, out int[] classes)
    {
        using var gradients = IntegratedGradients.FromMeanOf(model, splits.Train, steps);
        classes = [.. InteractionPredictions.Of(model, splits.Test).Outputs.Select(outputs => OutputReading.Focus(model.Description, outputs))];
        long[] rows = [.. Enumerable.Range(0, splits.Test.Count).Select(row => (long)row)];
        return gradients.Explain(splits.Test.ToBatch(model.Description.ModalityNames, rows).Inputs, classes);
    }
}
