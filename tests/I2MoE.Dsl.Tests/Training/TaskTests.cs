using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using Spectre.Console;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Each task end to end: training, its score, its probabilities, its explanations.</summary>
public sealed class TaskTests
{
    private const int Epochs = 15;

    [Fact]
    public async Task Several_labels_are_learned_and_the_best_epoch_goes_by_macro_F1()
    {
        using Trainer<SmallMultiLabel> trainer = SmallMultiLabel.CreateTrainer(new TrainerOptions { Epochs = Epochs });
        using DataSplits data = SmallData.Splits(trainer.Model.Description, samples: 400);
        FitResult fit = await trainer.FitAsync(data);
        Assert.Equal(fit.Epochs.Max(epoch => Assert.IsType<MultiLabelMetrics>(epoch.Validation).MacroF1), fit.Best.Validation.Score.Value);
        Assert.Equal(fit.Best.Validation, trainer.Evaluate(data.Validation).Metrics);

        EvaluationResult result = trainer.Evaluate(data.Test);
        Assert.InRange(result.MultiLabel.MacroF1, 0.7, 1);
        Assert.InRange(result.MultiLabel.Auroc, 0.9, 1);
        Assert.Equal(1, result.MeanWeights.Values.Sum(), 4);
        Assert.Equal("The model has no Classification metrics. Did you mean MultiLabel?", Assert.Throws<InvalidOperationException>(() => result.Classification).Message);
    }

    [Fact]
    public async Task A_number_is_learned_and_the_best_epoch_goes_by_the_loss()
    {
        using Trainer<SmallRegression> trainer = SmallRegression.CreateTrainer(new TrainerOptions { Epochs = Epochs });
        using DataSplits data = SmallData.Splits(trainer.Model.Description, samples: 400);
        FitResult fit = await trainer.FitAsync(data);
        Assert.Equal(fit.Epochs.Min(epoch => Assert.IsType<RegressionMetrics>(epoch.Validation).SmoothL1), fit.Best.Validation.Score.Value);
        Assert.Equal(fit.Best.Validation, trainer.Evaluate(data.Validation).Metrics);

        RegressionMetrics result = trainer.Evaluate(data.Test).Regression;
        Assert.InRange(result.R2, 0.8, 1);
        Assert.InRange(result.Pearson, 0.9, 1);
    }

    [Fact]
    public async Task The_baselines_learn_labels_and_numbers_too()
    {
        using Trainer<VanillaModel> labels = SmallMultiLabel.CreateBaselineTrainer(new TrainerOptions { Epochs = Epochs });
        using DataSplits labelled = SmallData.Splits(labels.Model.Description, samples: 400);
        await labels.FitAsync(labelled);
        Assert.InRange(labels.Evaluate(labelled.Test).MultiLabel.MacroF1, 0.7, 1);

        using Trainer<VanillaModel> number = SmallRegression.CreateBaselineTrainer(new TrainerOptions { Epochs = Epochs });
        using DataSplits measured = SmallData.Splits(number.Model.Description, samples: 400);
        await number.FitAsync(measured);
        Assert.InRange(number.Evaluate(measured.Test).Regression.R2, 0.8, 1);
    }

    [Fact]
    public void Probabilities_and_explanations_of_labels_are_one_for_each()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallMultiLabel();
        using SmallMultiLabel.Output output = model.Infer(SmallData.Batch(model.Description));
        Assert.True(output.Probabilities.allclose(output.Prediction.sigmoid()));

        SampleExplanation explanation = SampleExplanation.Of(output, 2);
        Assert.Equal(3, explanation.Probabilities.Count);
        Assert.Equal([.. explanation.Logits.Index().Where(pair => pair.Item > 0).Select(pair => pair.Index)], explanation.PredictedLabels);
        Assert.Equal(
            "SmallMultiLabel is a MultiLabel model, which has no predicted class. Did you mean PredictedLabels?",
            Assert.Throws<InvalidOperationException>(() => explanation.PredictedClass).Message);
    }

    [Fact]
    public void A_number_has_no_probabilities_and_its_contributions_sum_to_it()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallRegression();
        using SmallRegression.Output output = model.Infer(SmallData.Batch(model.Description));
        Assert.Equal([6L, 1L], output.Prediction.shape);
        Assert.Equal(
            "SmallRegression predicts a number (regression), which has no probabilities. Use Prediction, [B, 1].",
            Assert.Throws<InvalidOperationException>(() => output.Probabilities).Message);

        SampleExplanation explanation = SampleExplanation.Of(output, 2);
        Assert.Equal(output.Prediction[2, 0].item<float>(), explanation.PredictedValue, 6);
        Assert.Equal(explanation.PredictedValue, explanation.Experts.Sum(expert => expert.Contribution.Single()), 5);
        Assert.Throws<InvalidOperationException>(() => explanation.Probabilities);
        Assert.Throws<InvalidOperationException>(() => explanation.PredictedLabels);
    }

    [Fact]
    public void A_class_is_predicted_by_its_probability()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallTransformer();
        using SmallTransformer.Output output = model.Infer(SmallData.Batch(model.Description));
        SampleExplanation explanation = SampleExplanation.Of(output, 1);
        Assert.Equal(1, explanation.Probabilities.Sum(), 5);
        Assert.Equal(output.Prediction[1].argmax().item<long>(), explanation.PredictedClass);
        Assert.Equal(
            "SmallTransformer is a Classification model, which has no predicted value. Did you mean PredictedClass?",
            Assert.Throws<InvalidOperationException>(() => explanation.PredictedValue).Message);
    }

    [Theory]
    [InlineData("accuracy 0.500", TaskKind.Classification)]
    [InlineData("macro F1 0.000", TaskKind.MultiLabel)]
    [InlineData("loss 0.125", TaskKind.Regression)]
    public void A_line_of_progress_names_the_score_of_the_task(string score, TaskKind task)
    {
        TaskMetrics metrics = task switch
        {
            TaskKind.Classification => ClassificationMetrics.From([0, 1], [0.9, 0.1, 0.9, 0.1], 2),
            TaskKind.MultiLabel => MultiLabelMetrics.From([true, false], [0.2, 0.7], 2),
            _ => RegressionMetrics.From([1, 2], [1.5, 1.5]),
        };
        using var text = new StringWriter();
        var progress = new ConsoleProgress("run", AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text) }));
        var epoch = new EpochResult(1, [], metrics, IsBest: true, TimeSpan.FromSeconds(2));
        progress.Report(new TrainingProgress(1, 3, 4, 4, [new("Total", 1.5)], epoch, TimeSpan.Zero, null));
        Assert.Equal($"run: epoch 1/3, loss 1.500, validation {score} (best), 2.0 s{Environment.NewLine}", text.ToString());
    }
}
