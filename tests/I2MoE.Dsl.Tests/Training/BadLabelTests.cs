using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Labels that are not those of the task are refused with the task they would be right for.</summary>
public sealed class BadLabelTests
{
    private const int Samples = 20;

    private static Tensor Classes => arange(Samples, int64).remainder(2);

    private static Tensor Targets => arange(Samples, float32);

    public static TheoryData<string, Func<Tensor>, string> Misfits => new()
    {
        { "class", () => Targets, "SmallTransformer classifies, so its labels must be classes, int64 [20], but the evaluation data have float32 [20]. Numbers to predict are the task [Regression]" },
        { "class", () => zeros(Samples, 4), "SmallTransformer classifies, so its labels must be classes, int64 [20], but the evaluation data have float32 [20, 4]. Labels of which a sample may have several are the task [MultiLabel(Labels = 4)]." },
        { "class", () => eye(4).repeat(5, 1), "SmallTransformer classifies, so its labels must be classes, int64 [20], but the evaluation data have float32 [20, 4]. Every row has one 1, so these are one-hot classes: store the place of each, in Python labels.argmax(axis=1)." },
        { "labels", () => Classes, "SmallMultiLabel declares 3 labels, so a sample must have a 0 or 1 for each, float32 [20, 3], but the evaluation data have int64 [20]. One class a sample is the task [Classification]." },
        { "labels", () => Targets, "SmallMultiLabel declares 3 labels, so a sample must have a 0 or 1 for each, float32 [20, 3], but the evaluation data have float32 [20]. One number a sample is the task [Regression]." },
        { "labels", () => zeros(Samples, 4), "SmallMultiLabel declares 3 labels, so a sample must have a 0 or 1 for each, float32 [20, 3], but the evaluation data have float32 [20, 4]. Probably meant: Labels = 4." },
        { "labels", () => full([Samples, 3], 0.5), "SmallMultiLabel takes 0 or 1 for every label, but label 0 of sample 0 of the evaluation data is 0.5." },
        { "number", () => Classes, "SmallRegression predicts a number, so its labels must be targets, float32 [20], but the evaluation data have int64 [20]. Classes are the task [Classification]; numbers are read with Target" },
        { "number", () => zeros(Samples, 1), "SmallRegression predicts a number, so its labels must be targets, float32 [20], but the evaluation data have float32 [20, 1]. Several labels a sample are the task [MultiLabel(Labels = 1)]; one column of targets is squeezed to [N]" },
        { "survival", () => Targets, "SmallSurvival predicts the time to an event, so its labels must be times and whether the event happened then, float32 [20, 2], but the evaluation data have float32 [20]. Numbers that are known of every sample are the task [Regression]; times and events are stacked to [N, 2]" },
        { "survival", () => torch.stack([Targets, Targets], dim: 1), "SmallSurvival takes times from 0 and a 0 or 1 that says whether the event happened then, but sample 2 of the evaluation data has the time 2 and 2." },
        { "count", () => Classes, "SmallCount predicts how many, so its labels must be counts, float32 [20], but the evaluation data have int64 [20]. Classes are the task [Classification]; counts are read with Target" },
        { "count", () => Targets - 1, "SmallCount predicts counts, whole numbers from 0, but sample 0 of the evaluation data has -1. Other numbers are the task [Regression]." },
        { "count", () => Targets / 2, "SmallCount predicts counts, whole numbers from 0, but sample 1 of the evaluation data has 0.5. Other numbers are the task [Regression]." },
    };

    [Theory]
    [MemberData(nameof(Misfits), DisableDiscoveryEnumeration = true)]
    public void Data_with_other_labels_are_refused(string task, Func<Tensor> labels, string message)
    {
        using DisposeScope scope = NewDisposeScope();
        DatasetException error = Assert.Throws<DatasetException>(() => Evaluate(task, labels()));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_with_other_labels_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using var labels = new SmallMultiLabel();
        SmallMultiLabel.Batch unlabelled = new() { Left = zeros(2, 5), Right = zeros(2, 4) };
        Assert.StartsWith("SmallMultiLabel: training needs labels, float32 [2, 3], but the batch has none.", Refused(labels, unlabelled.ToMultimodalBatch()), StringComparison.Ordinal);

        using var number = new SmallRegression();
        SmallRegression.Batch column = new() { Left = zeros(2, 5), Right = zeros(2, 4), Labels = zeros(2, 1) };
        Assert.StartsWith("SmallRegression: labels must be float32 [2], but the batch has Float32 [2, 1].", Refused(number, column.ToMultimodalBatch()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_has_diverged_is_not_measured()
    {
        using Trainer<SmallRegression> trainer = SmallRegression.CreateTrainer();
        using (no_grad())
        {
            trainer.Model.parameters().First().fill_(float.PositiveInfinity);
        }

        using MultimodalDataset data = SmallData.For(trainer.Model.Description);
        Assert.StartsWith(
            "SmallRegression predicts NaN or infinite values, so its parameters have diverged.",
            Assert.Throws<TrainingException>(() => trainer.Evaluate(data)).Message,
            StringComparison.Ordinal);
    }

    private static EvaluationResult Evaluate(string task, Tensor labels)
    {
        using var data = new MultimodalDataset([new("Left", zeros(Samples, 5)), new("Right", zeros(Samples, 4))], labels);
        switch (task)
        {
            case "class":
                using (Trainer<SmallTransformer> trainer = SmallTransformer.CreateTrainer())
                {
                    return trainer.Evaluate(data);
                }

            case "labels":
                using (Trainer<SmallMultiLabel> trainer = SmallMultiLabel.CreateTrainer())
                {
                    return trainer.Evaluate(data);
                }

            case "survival":
                using (Trainer<SmallSurvival> trainer = SmallSurvival.CreateTrainer())
                {
                    return trainer.Evaluate(data);
                }

            case "count":
                using (Trainer<SmallCount> trainer = SmallCount.CreateTrainer())
                {
                    return trainer.Evaluate(data);
                }

            default:
                using (Trainer<SmallRegression> trainer = SmallRegression.CreateTrainer())
                {
                    return trainer.Evaluate(data);
                }
        }
    }

    private static string Refused(InteractionModel model, MultimodalBatch batch) =>
        Assert.Throws<ArgumentException>(() => model.ComputeLosses(batch, SmallData.Random())).Message;
}
