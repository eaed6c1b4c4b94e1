using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Tests.Interpretation;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>The thresholds of a trained model are those that no others are better than, and everything that is decided is decided by them.</summary>
public sealed class ThresholdFitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(ThresholdMetric.F1)]
    [InlineData(ThresholdMetric.BalancedAccuracy)]
    [InlineData(ThresholdMetric.Accuracy)]
    public void No_other_threshold_is_better(ThresholdMetric metric)
    {
        var random = new Random(3);
        for (int round = 0; round < 40; round++)
        {
            // Few values, so that many samples share a probability; a third have the label.
            double[] probabilities = [.. Enumerable.Range(0, 30).Select(_ => random.Next(0, 21) / 20.0)];
            double[] truth = [.. probabilities.Select(probability => random.NextDouble() < 0.1 + (0.5 * probability) ? 1.0 : 0)];
            if (truth.Distinct().Count() < 2)
            {
                continue;
            }

            double fitted = ThresholdFit.Of(metric, probabilities, truth);
            double best = Enumerable.Range(0, 1000).Max(step => Value(metric, (step + 0.5) / 1000, probabilities, truth));
            Assert.Equal(best, Value(metric, fitted, probabilities, truth), 12);
            Assert.InRange(fitted, double.Epsilon, 1 - 1e-9);

            // In the middle of the gap between probabilities that is nearest to a half of those that are as good, or a half where that is in one.
            double[] ends = [0, .. probabilities.Distinct().Order().Where(value => value is > 0 and < 1), 1];
            double nearest = ends.Zip(ends.Skip(1)).Select(gap => gap is { First: <= 0.5, Second: > 0.5 } ? 0.5 : (gap.First + gap.Second) / 2)
                .Where(middle => Value(metric, middle, probabilities, truth) > best - 1e-9).Min(middle => Math.Abs(middle - 0.5));
            Assert.Equal(nearest, Math.Abs(fitted - 0.5), 12);
        }
    }

    [Fact]
    public void By_hand_the_F1_score_is_greatest_below_the_second_of_the_rare()
    {
        // Predicted above 0.3: two of two rare samples, and one of three others: F1 4/5. Above 0.5 it is 0, above 0.35 2/3.
        Assert.Equal(0.25, ThresholdFit.Of(ThresholdMetric.F1, [0.1, 0.2, 0.35, 0.3, 0.4], [0, 0, 0, 1, 1]), 12);
        Assert.Equal(0.5, ThresholdFit.Of(ThresholdMetric.F1, [0.1, 0.9], [0, 0]));
        Assert.Equal(0.5, ThresholdFit.Of(ThresholdMetric.F1, [0.1, 0.9], [1, 1]));
        Assert.Equal(0.5, ThresholdFit.Of(ThresholdMetric.Accuracy, [0.1, 0.9], [0, 1]));
    }

    [Fact]
    public async Task Labels_have_one_each_that_files_keep_and_metrics_go_by()
    {
        using Trainer<SmallMultiLabel> trainer = SmallMultiLabel.CreateTrainer(new TrainerOptions { Epochs = 3, ThresholdMetric = ThresholdMetric.F1 });
        using DataSplits data = SmallData.Splits(trainer.Model.Description, samples: 200);
        FitResult fit = await trainer.FitAsync(data);
        Assert.Equal(3, fit.Thresholds!.Count);
        EvaluationResult validation = trainer.Evaluate(data.Validation);
        var without = (MultiLabelMetrics)validation.WithoutThresholds!;
        Assert.True(validation.MultiLabel.MacroF1 > without.MacroF1);
        Assert.Equal(fit.Best.Validation, without);
        Assert.Equal((without.Auroc, without.LogLoss), (validation.MultiLabel.Auroc, validation.MultiLabel.LogLoss));

        trainer.Model.Save(_folder.File("weights.safetensors"));
        using var loaded = new SmallMultiLabel(seed: 5);
        loaded.Load(_folder.File("weights.safetensors"));
        Assert.Equal(fit.Thresholds, loaded.Thresholds);
        Assert.Equal(validation.Metrics, Evaluator.Evaluate(loaded, data.Validation).Metrics);

        using DisposeScope scope = torch.NewDisposeScope();
        using SmallMultiLabel.Output output = loaded.Infer(data.Validation.ToBatch(loaded.Description.ModalityNames, [0, 1, 2, 3]));
        for (int sample = 0; sample < 4; sample++)
        {
            SampleExplanation explanation = SampleExplanation.Of(output, sample);
            Assert.Equal([.. Enumerable.Range(0, 3).Where(label => explanation.Probabilities[label] > fit.Thresholds[label])], explanation.PredictedLabels);
        }
    }

    [Fact]
    public void What_is_read_of_outputs_goes_by_them()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        ModelDescription labels = HandMade.Model(TaskKind.MultiLabel, outputs: 2) with { Thresholds = [0.2, 0.9] };
        var reading = new OutputReading(labels, HandMade.Data(labels, torch.tensor(new float[,] { { 1, 0 } }), ["a", "b"]));

        // Probabilities of 0.27 and 0.73.
        Assert.Equal("a", reading.Describe([-1, 1]));
        Assert.True(reading.IsRight(0, [-1, 1]));
        Assert.False(reading.IsSame([-1, 1], [-2, 1]));

        ModelDescription classes = HandMade.Model(TaskKind.Classification, outputs: 2) with { Thresholds = [0.2] };
        var classed = new OutputReading(classes, HandMade.Data(classes, torch.tensor([1L]), ["a", "b"]));
        Assert.Equal("b", classed.Describe([1, 0]));
        Assert.True(classed.IsRight(0, [1, 0]));
        Assert.Equal("a", classed.Describe([1.5, 0]));
        Assert.Equal(1, OutputReading.Focus(classes, [1, 0]));
    }

    [Fact]
    public void Of_two_classes_the_metrics_go_by_it()
    {
        ClassificationMetrics metrics = ClassificationMetrics.From([0, 1, 1], [0.9, 0.1, 0.7, 0.3, 0.6, 0.4], 2, threshold: 0.2);
        Assert.Equal(1, metrics.Accuracy);
        Assert.Equal(1 / 3.0, ClassificationMetrics.From([0, 1, 1], [0.9, 0.1, 0.7, 0.3, 0.6, 0.4], 2).Accuracy, 12);
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.From([0], [0.2, 0.3, 0.5], 3, threshold: 0.5));
    }

    [Fact]
    public void A_file_with_thresholds_that_are_none_is_refused()
    {
        using var model = new SmallMultiLabel();
        model.Thresholds = [0.5, 2, 0.5];
        model.Save(_folder.File("wrong.safetensors"));
        Assert.Contains("the metadata give the thresholds '0.5 2 0.5'; expected 3 between 0 and 1", Assert.Throws<ModelException>(() => model.Load(_folder.File("wrong.safetensors"))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static double Value(ThresholdMetric metric, double threshold, double[] probabilities, double[] truth)
    {
        double[] hits = [.. probabilities.Zip(truth).Where(pair => pair.Second > 0).Select(pair => pair.First > threshold ? 1.0 : 0)];
        double[] alarms = [.. probabilities.Zip(truth).Where(pair => pair.Second == 0).Select(pair => pair.First > threshold ? 1.0 : 0)];
        return metric switch
        {
            ThresholdMetric.F1 => hits.Sum() == 0 ? 0 : 2 / ((hits.Length / hits.Sum()) + ((hits.Sum() + alarms.Sum()) / hits.Sum())),
            ThresholdMetric.BalancedAccuracy => (hits.Average() + 1 - alarms.Average()) / 2,
            _ => (hits.Sum() + alarms.Length - alarms.Sum()) / truth.Length,
        };
    }
}
