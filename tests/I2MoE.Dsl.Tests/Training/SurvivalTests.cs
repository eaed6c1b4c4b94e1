using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Times to an event end to end: exponential ones whose rates both modalities tell, a third of them cut off.</summary>
public sealed class SurvivalTests : IDisposable
{
    private const int Samples = 600;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Times_are_learned_although_a_third_is_cut_off(bool isBaseline)
    {
        using DataSplits data = Data();
        var options = new TrainerOptions { Epochs = 25, LearningRate = 0.02 };
        if (isBaseline)
        {
            using var vanilla = SmallSurvival.CreateBaselineTrainer(options);
            await vanilla.FitAsync(data);
            Assert.InRange(vanilla.Evaluate(data.Test).Survival.Concordance, Oracle(data) - 0.05, 1);
            return;
        }

        using Trainer<SmallSurvival> trainer = SmallSurvival.CreateTrainer(options);
        FitResult fit = await trainer.FitAsync(data);
        Assert.Equal(fit.Epochs.Min(epoch => epoch.Validation.Loss), fit.Best.Validation.Loss);
        SurvivalMetrics test = trainer.Evaluate(data.Test).Survival;

        // Who knows the rates is told from who does not by the order of the times, and nobody knows more.
        Assert.InRange(test.Concordance, Oracle(data) - 0.05, Oracle(data) + 0.05);
        Assert.InRange(test.BrierScore, 0, 0.2);

        trainer.Model.Save(_folder.File("weights.safetensors"));
        using var loaded = new SmallSurvival(seed: 3);
        loaded.Load(_folder.File("weights.safetensors"));
        Assert.Equal(trainer.Model.Description.IntervalEnds, loaded.Description.IntervalEnds);
        Assert.Equal(test, Evaluator.Evaluate(loaded, data.Test).Metrics);
        CheckAnswers(loaded, data);
    }

    [Fact]
    public async Task Bounds_hold_as_often_as_they_say()
    {
        using DataSplits data = Data();
        using Trainer<SmallSurvival> trainer = SmallSurvival.CreateTrainer(new TrainerOptions { Epochs = 5, LearningRate = 0.02 });
        await trainer.FitAsync(data);
        PredictionUncertainty found = PredictionUncertainty.Of(trainer.Model, ConformalCalibration.Of(trainer.Model, data.Validation), data.Test, alpha: 0.2);
        ConformalCoverage all = found.Coverage[0];
        Assert.Equal("lower bound", all.Method);
        Assert.InRange(all.Coverage.Value, 0.65, 0.95);
        Assert.True(all.Size > 0);
        (double low, double high) = found.Sets.IntervalOf(1.5);
        Assert.InRange(low, 0, 1.5);
        Assert.Equal(double.PositiveInfinity, high);
        Assert.EndsWith(" or later", found.Sets.Describe([50], ["value"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_training_part_without_events_is_refused()
    {
        using DataSplits data = Data(everyoneLeaves: true);
        using Trainer<SmallSurvival> trainer = SmallSurvival.CreateTrainer();
        DatasetException refused = await Assert.ThrowsAsync<DatasetException>(() => trainer.FitAsync(data));
        Assert.Contains("of no sample of the training data it is known to have happened", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static void CheckAnswers(SmallSurvival model, DataSplits data)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SmallSurvival.Output output = model.Infer(data.Test.ToBatch(model.Description.ModalityNames, [0]));
        float[] curve = output.Probabilities.data<float>().ToArray();
        Assert.Equal(6, curve.Length);
        Assert.True(curve.Zip(curve.Skip(1)).All(pair => pair.Second < pair.First) && curve[0] < 1 && curve[^1] > 0);

        SampleExplanation explanation = SampleExplanation.Of(output, 0);
        double area = 0;
        (double begin, double before) = (0, 1);
        foreach ((double end, float after) in model.Description.IntervalEnds!.Zip(curve))
        {
            area += (end - begin) * (before + after) / 2;
            (begin, before) = (end, after);
        }

        Assert.Equal(area, explanation.PredictedValue, 1e-4);
        Assert.Equal(explanation.Logits[2], explanation.Experts.Sum(expert => expert.Contribution[2]), 4);
        var reading = new OutputReading(model.Description, data.Test);
        Assert.Equal(6, reading.Names.Count);
        Assert.StartsWith("until ", reading.Names[0], StringComparison.Ordinal);
        Assert.Equal(explanation.PredictedValue, double.Parse(reading.Describe(explanation.Logits), CultureInfo.InvariantCulture), 0.001);
        int left = Enumerable.Range(0, data.Test.Count).First(sample => data.Test.Labels[sample, 1].item<float>() == 0);
        Assert.EndsWith("+", reading.Truth(left), StringComparison.Ordinal);
    }

    // By the logarithms of the rates, which are minus the sum of two features.
    private static double Oracle(DataSplits data)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        float[] labels = data.Test.Labels.contiguous().data<float>().ToArray();
        double[] expected = [.. (data.Test["Left"].select(1, 0) + data.Test["Right"].select(1, 1)).data<float>().ToArray().Select(value => (double)value)];
        return ConcordanceIndex.Of(
            [.. Enumerable.Range(0, expected.Length).Select(sample => (double)labels[2 * sample])],
            [.. Enumerable.Range(0, expected.Length).Select(sample => labels[(2 * sample) + 1] > 0)],
            expected);
    }

    private static DataSplits Data(bool everyoneLeaves = false)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new(11);
        torch.Tensor left = torch.randn([Samples, 5], generator: generator);
        torch.Tensor right = torch.randn([Samples, 4], generator: generator);
        torch.Tensor times = (left.select(1, 0) + right.select(1, 1)).exp() * -torch.rand([Samples], generator: generator).clamp_min(1e-6).log();
        torch.Tensor leaves = 2.5 * -torch.rand([Samples], generator: generator).clamp_min(1e-6).log();
        torch.Tensor happened = everyoneLeaves ? torch.zeros(Samples) : times.le(leaves).to_type(torch.float32);
        using var data = new MultimodalDataset(
            new OrderedDictionary<string, torch.Tensor> { ["Left"] = left, ["Right"] = right }, torch.stack([torch.minimum(times, leaves), happened], dim: 1));
        return data.Split(seed: 0).Standardise();
    }
}
