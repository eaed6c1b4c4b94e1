using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation.Reporting;

/// <summary>Which classes are told apart, worked out on paper.</summary>
public sealed class PredictionOutcomesTests
{
    // Of four samples, an apple and three pears, the model takes the first, second and last for apples.
    [Fact]
    public void Classes_have_their_counts_precision_and_recall()
    {
        ModelDescription model = HandMade.Model();
        using MultimodalDataset data = HandMade.FourTruths(model);
        PredictionOutcomes outcomes = PredictionOutcomes.Of(HandMade.FourCases(model), new OutputReading(model, data))!;
        Assert.Equal([1, 0, 0, 2, 1, 0, 0, 0, 0], outcomes.Confusion!.Cast<int>());
        Assert.Equal([1.0 / 3, 1, double.NaN], outcomes.Classes.Select(it => it.Precision));
        Assert.Equal([1, 1.0 / 3, double.NaN], outcomes.Classes.Select(it => it.Recall));
        Assert.Equal(1, outcomes.Classes[0].Roc[^1].Y);
        Assert.Empty(outcomes.Classes[2].Roc);
        Assert.Equal(4, outcomes.Reliability.Sum(bin => bin.Count));
        Assert.InRange(outcomes.CalibrationError, 0, 1);

        // By what is predicted: of three apples one is right, the pear is.
        Assert.Equal([("apple", 3, 1.0 / 3), ("pear", 1, 1)], outcomes.Groups.Select(group => (group.Group, group.Predictions, group.Right)));
        Assert.Equal(outcomes.Brier, outcomes.Groups.Sum(group => group.Brier * group.Predictions) / 4, 9);
        Assert.Equal(Math.Abs(outcomes.Groups[1].Probability - 1), outcomes.Groups[1].CalibrationError, 9);
    }

    [Fact]
    public void Labels_have_no_confusion_and_numbers_no_outcomes()
    {
        ModelDescription labels = HandMade.Model(TaskKind.MultiLabel, outputs: 2);
        using MultimodalDataset data = HandMade.Data(labels, torch.tensor(new float[,] { { 1, 0 }, { 1, 1 } }));
        InteractionPredictions sure = HandMade.Predictions(labels, [[1, 0, 0], [1, 0, 0]], [[[20, -20], [0, 0], [0, 0]], [[20, 20], [0, 0], [0, 0]]]);
        PredictionOutcomes outcomes = PredictionOutcomes.Of(sure, new OutputReading(labels, data))!;
        Assert.Null(outcomes.Confusion);
        Assert.Equal(0, outcomes.Brier, 6);
        Assert.Equal(0, outcomes.CalibrationError, 6);
        Assert.All(outcomes.Groups, group => Assert.Equal(("label", 2, 1.0), (group.Kind, group.Predictions, group.Right)));

        ModelDescription numbers = HandMade.Model(TaskKind.Regression, outputs: 1);
        using MultimodalDataset values = HandMade.Data(numbers, torch.tensor([1f]));
        Assert.Null(PredictionOutcomes.Of(HandMade.Predictions(numbers, [[1, 0, 0]], [[[1], [0], [0]]]), new OutputReading(numbers, values)));
    }
}
