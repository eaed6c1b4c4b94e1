using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Training;
using KnownInteractions;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>The objective Measured: weights whose means are what they are measured to know.</summary>
public sealed class MeasuredWeightsTests
{
    [Fact]
    public async Task Weights_are_on_the_mean_the_shares()
    {
        var mixture = new InteractionMixture("mixed", [0.4, 0], 0, 0.6);
        using KnownData data = InteractionGenerator.Draw(mixture, samples: 600, seed: 5);
        using Trainer<SpecifiedModel> measured = TrainerOf("measured");
        await measured.FitAsync(data.Splits);

        // Of the validation part, on which they are measured.
        var findings = InteractionFindings.Of(measured.Model, data.Splits.Validation, data.Splits.Validation, resamples: 0);
        Assert.True(findings.IsKnown);
        Assert.All(findings.Experts, expert => Assert.Equal(expert.Share.Value, expert.Say.Value, 0.08));
    }

    // What experts may say that see only a part is little, and so is its mean.
    [Fact]
    public async Task Probabilities_are_as_sure_as_the_validation_part_says_and_nothing_else_changes()
    {
        using KnownData data = InteractionGenerator.Draw(InteractionMixture.Pure(2, 3) with { LabelNoise = 0.05 }, samples: 600, seed: 6);
        using Trainer<SpecifiedModel> paper = TrainerOf("paper");
        using Trainer<SpecifiedModel> measured = TrainerOf("measured");

        // What another training has left is not of this one.
        paper.Model.OutputTemperature = 7;
        measured.Model.OutputTemperature = 7;
        Assert.Null((await paper.FitAsync(data.Splits)).Temperature);
        Assert.Null(paper.Model.OutputTemperature);
        double temperature = (await measured.FitAsync(data.Splits)).Temperature!.Value;
        Assert.Equal(temperature, measured.Model.OutputTemperature);
        Assert.InRange(temperature, 0.05, 0.9);
        EvaluationResult test = measured.Evaluate(data.Splits.Test);
        var before = (ClassificationMetrics)test.Uncalibrated!;
        Assert.Equal(before.Accuracy, test.Classification.Accuracy);
        Assert.True(test.Classification.LogLoss < before.LogLoss);
        Assert.InRange(test.Classification.LogLoss, 0, paper.Evaluate(data.Splits.Test).Classification.LogLoss + 0.03);

        // The estimates are of what the experts have learned to say.
        double[] Shares() => [.. InteractionFindings.Of(measured.Model, data.Splits.Validation, data.Splits.Test, resamples: 0).Experts.Select(expert => expert.Share.Value)];
        double[] Gains() => [.. InteractionEstimate.Of(measured.Model, data.Splits.Test).Gains.Values];
        (double[] shares, double[] gains) = (Shares(), Gains());
        measured.Model.OutputTemperature = null;
        Assert.Equal(shares, Shares());
        Assert.All(gains.Zip(Gains()), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public async Task Checks_pass_where_something_is_known_fail_where_labels_are_chance_and_leave_the_model_as_it_was()
    {
        foreach (double noise in (double[])[0, 0.5])
        {
            using KnownData data = InteractionGenerator.Draw(InteractionMixture.Pure(2, 3) with { LabelNoise = noise }, samples: 360, seed: 5);
            using Trainer<SpecifiedModel> trainer = TrainerOf("measured");
            await trainer.FitAsync(data.Splits);
            double[] before = Values(trainer.Model);
            IReadOnlyList<FaithfulnessCheck> checks = FaithfulnessChecks.Of(trainer.Model, data.Splits, draws: 20);
            Assert.Equal(before, Values(trainer.Model));
            Assert.Equal(5, checks.Count);
            Assert.Equal(noise == 0, checks.Single(check => check.Name == "shuffled labels").Passed);
            Assert.Equal(noise == 0, checks.Single(check => check.Name == "who has the say knows").Passed);
            Assert.Equal(noise == 0, checks.Single(check => check.Name == "shuffled parameters: what is known").Passed);
            Assert.Contains("0.", checks[2].Finding, StringComparison.Ordinal);
        }
    }

    private static double[] Values(SpecifiedModel model) => [.. model.parameters().Select(parameter => parameter.detach().sum().item<float>()).Select(value => (double)value)];

    private static Trainer<SpecifiedModel> TrainerOf(string objective)
    {
        ModelSpecification specification = YamlExperiment.Read("test.i2moe.yaml", $$"""
            name: Test
            task: { kind: classification, classes: 2 }
            modalities:
              a: { features: 16, encoder: mlp }
              b: { features: 16, encoder: mlp }
            fusion: { kind: concat, hidden_dim: 32 }
            experts: { interaction_loss_weight: 1, objective: {{objective}} }
            reweighting: { layers: 2, hidden_dim: 32 }
            training: { epochs: 8, batch_size: 32, learning_rate: 5e-3 }
            """, _ => null).Specification;
        return new Trainer<SpecifiedModel>(seed => new SpecifiedModel(specification, seed), SpecifiedModel.TrainingOptionsOf(specification), new TrainerOptions { Device = "cpu" });
    }
}
