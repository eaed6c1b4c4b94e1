using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Counts end to end: drawn from Poisson distributions whose rates both modalities tell, in the hundreds, learned and told in their units.</summary>
public sealed class CountTests : IDisposable
{
    private const int Samples = 400;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Large_counts_are_learned_and_told_in_their_units(bool isBaseline)
    {
        using DataSplits data = Data();
        var options = new TrainerOptions { Epochs = 25, LearningRate = 0.02 };
        if (isBaseline)
        {
            using var vanilla = SmallCount.CreateBaselineTrainer(options);
            await vanilla.FitAsync(data);
            Assert.InRange(vanilla.Evaluate(data.Test).Count.D2, 0.8, 1);
            return;
        }

        using Trainer<SmallCount> trainer = SmallCount.CreateTrainer(options);
        FitResult fit = await trainer.FitAsync(data);
        Assert.Equal(fit.Epochs.Min(epoch => epoch.Validation.Loss), fit.Best.Validation.Loss);
        CountMetrics test = trainer.Evaluate(data.Test).Count;

        // Whoever knows the mean has 0, and nobody can have 1.
        Assert.InRange(test.D2, 0.8, 1);
        Assert.True(test.MeanAbsoluteError < 0.5 * MeanError(data));

        trainer.Model.Save(_folder.File("weights.safetensors"));
        using var loaded = new SmallCount(seed: 3);
        loaded.Load(_folder.File("weights.safetensors"));
        Assert.Equal(test, Evaluator.Evaluate(loaded, data.Test).Metrics);

        using DisposeScope scope = torch.NewDisposeScope();
        using SmallCount.Output output = loaded.Infer(data.Test.ToBatch(loaded.Description.ModalityNames, [0]));
        SampleExplanation explanation = SampleExplanation.Of(output, 0);
        Assert.Equal(Math.Exp(explanation.Logits[0]), explanation.PredictedValue, 6);
        Assert.Equal(explanation.Logits[0], explanation.Experts.Sum(expert => expert.Contribution.Single()), 4);
        Assert.Equal(
            "SmallCount predicts a count, which has no probabilities. Use Prediction, [B, 1], the logarithm of the expected count.",
            Assert.Throws<InvalidOperationException>(() => output.Probabilities).Message);
        var reading = new OutputReading(loaded.Description, data.Test);
        Assert.Equal(["log rate"], reading.Names);
        Assert.Equal(explanation.PredictedValue, double.Parse(reading.Describe(explanation.Logits), CultureInfo.InvariantCulture), 0.001);
    }

    public void Dispose() => _folder.Dispose();

    private static double MeanError(DataSplits data)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (data.Test.CopyLabels() - data.Train.CopyLabels().mean()).abs().mean().item<float>();
    }

    private static DataSplits Data()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new(11);
        torch.Tensor left = torch.randn([Samples, 5], generator: generator);
        torch.Tensor right = torch.randn([Samples, 4], generator: generator);
        torch.Tensor rates = ((0.5 * left.select(1, 0)) + (0.5 * right.select(1, 1)) + 5).exp();
        using var data = new MultimodalDataset(new OrderedDictionary<string, torch.Tensor> { ["Left"] = left, ["Right"] = right }, rates.poisson(generator));
        return data.Split(seed: 0).Standardise();
    }
}
