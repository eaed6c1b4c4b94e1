using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Reporting;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Targets in units of their own, like prices of houses: learned standardised, told in their units.</summary>
public sealed class TargetScalingTests
{
    private const double Mean = 180_000;
    private const double Deviation = 80_000;

    [Fact]
    public async Task Prices_are_learned_and_predicted_in_their_units()
    {
        using DataSplits splits = Prices().Standardise();
        Assert.InRange(splits.Standardiser!.Target!.Mean, 100_000, 400_000);
        Assert.Equal(splits.Train.Labels.mean().item<float>(), splits.Standardiser.Target.Mean, 1.0);
        using Trainer<SmallRegression> trainer = SmallRegression.CreateTrainer(new TrainerOptions { Epochs = 40, LearningRate = 0.01 });
        await trainer.FitAsync(splits);
        RegressionMetrics test = trainer.Evaluate(splits.Test).Regression;
        Assert.InRange(test.R2, 0.7, 1);
        Assert.InRange(test.MeanAbsoluteError, 100, 80_000);

        using Trainer<VanillaModel> baseline = SmallRegression.CreateBaselineTrainer(new TrainerOptions { Epochs = 40, LearningRate = 0.01 });
        await baseline.FitAsync(splits);
        Assert.InRange(baseline.Evaluate(splits.Test).Regression.R2, 0.7, 1);
    }

    [Fact]
    public async Task Contributions_masking_and_attributions_are_in_those_units_too()
    {
        using DataSplits splits = Prices().Standardise();
        using Trainer<SmallRegression> trainer = SmallRegression.CreateTrainer(new TrainerOptions { Epochs = 5 });
        await trainer.FitAsync(splits);
        InteractionPredictions predictions = InteractionPredictions.Of(trainer.Model, splits.Test);
        var explanation = SampleExplanation.Of(predictions, 0);
        Assert.InRange(explanation.PredictedValue, -200_000, 600_000);
        Assert.Equal(explanation.PredictedValue, explanation.Experts.Sum(expert => expert.Contribution[0]), tolerance: 1);

        ReportContent content = InterpretationReport.Compute(trainer.Model, splits, new InterpretationReportOptions { Samples = 4, Resamples = 5, IntegrationSteps = 16 });
        double spread = predictions.Outputs.Max(output => output[0]) - predictions.Outputs.Min(output => output[0]);
        Assert.All(content.Samples.SelectMany(sample => sample.Residuals!), residual => Assert.InRange(Math.Abs(residual), 0, 0.02 * spread));
        Assert.All(content.Samples.SelectMany(sample => sample.Masking), effect => Assert.InRange(effect.Outputs[0], -600_000, 1_000_000));
        Assert.Contains(content.Samples.SelectMany(sample => sample.Masking), effect => Math.Abs(effect.Outputs[0]) > 1000);
    }

    [Fact]
    public async Task The_scaling_is_kept_with_the_weights_and_weights_without_one_still_load()
    {
        using var folder = new TemporaryFolder();
        using DataSplits splits = Prices().Standardise();
        using Trainer<SmallRegression> trainer = SmallRegression.CreateTrainer(new TrainerOptions { Epochs = 2 });
        trainer.Model.Save(folder.File("before.safetensors"));
        await trainer.FitAsync(splits);
        trainer.Model.Save(folder.File("after.safetensors"));
        using var loaded = new SmallRegression();
        loaded.Load(folder.File("after.safetensors"));
        Assert.Equal(Values(trainer.Model, splits.Test), Values(loaded, splits.Test));
        Assert.Equal(splits.Standardiser!.Target, loaded.TargetScaling);

        loaded.Load(folder.File("before.safetensors"));
        Assert.Null(loaded.TargetScaling);
        Assert.All(Values(loaded, splits.Test), value => Assert.InRange(value, -10, 10));
    }

    [Fact]
    public async Task The_shares_of_an_estimate_do_not_depend_on_the_units()
    {
        using DataSplits prices = Prices().Standardise();
        using DataSplits plain = Prices(mean: 0, deviation: 1).Standardise();
        IReadOnlyDictionary<string, double>[] shares = new IReadOnlyDictionary<string, double>[2];
        foreach ((int place, DataSplits splits) in new[] { prices, plain }.Index())
        {
            using Trainer<SmallRegression> trainer = SmallRegression.CreateTrainer(new TrainerOptions { Epochs = 3 });
            await trainer.FitAsync(splits);
            shares[place] = InteractionEstimate.Of(trainer.Model, splits.Test).Shares;
        }

        Assert.All(shares[0], share => Assert.Equal(share.Value, shares[1][share.Key], 2));
    }

    [Fact]
    public void Other_labels_and_constant_targets_are_left_in_place()
    {
        using MultimodalDataset constant = new([new("a", torch.ones(3, 2))], torch.full([3], 7f));
        Assert.Equal((7.0, 1.0), (TargetScaling.Of(constant)!.Mean, TargetScaling.Of(constant)!.Deviation));
        using MultimodalDataset classes = new([new("a", torch.ones(3, 2))], torch.tensor([0L, 1, 1]));
        Assert.Null(TargetScaling.Of(classes));
        using MultimodalDataset labels = new([new("a", torch.ones(3, 2))], torch.ones(3, 2));
        Assert.Null(TargetScaling.Of(labels));
        Assert.Throws<ArgumentException>(() => TargetScaling.From(double.NaN, 1));
        Assert.Throws<ArgumentException>(() => TargetScaling.From(0, 0));
    }

    private static DataSplits Prices(double mean = Mean, double deviation = Deviation)
    {
        using var model = new SmallRegression();
        using MultimodalDataset data = SmallData.For(model.Description, 200);
        using var priced = new MultimodalDataset(
            data.Modalities.Select(name => KeyValuePair.Create(name, data[name].clone())), (data.Labels * deviation) + mean);
        return priced.Split(seed: 0);
    }

    private static float[] Values(SmallRegression model, MultimodalDataset data)
    {
        using SmallRegression.Output output = model.Infer(data.ToBatch(model.Description.ModalityNames, [0, 1, 2]));
        return output.Prediction.data<float>().ToArray();
    }
}
