using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Reporting.Figures;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation;

public sealed class PredictionNumbersTests
{
    [Fact]
    public void Agreement_is_crossed_with_right_and_wrong()
    {
        ModelDescription model = HandMade.Model();
        using MultimodalDataset data = HandMade.FourTruths(model);
        var table = AgreementTable.From(HandMade.FourCases(model), new OutputReading(model, data));
        Assert.Equal(new AgreementTable(AgreeRight: 1, AgreeWrong: 1, DisagreeRight: 1, DisagreeWrong: 1), table);
        Assert.Equal(4, table.Count);
    }

    [Fact]
    public void Labels_agree_and_are_right_as_a_whole()
    {
        ModelDescription model = HandMade.Model(TaskKind.MultiLabel, outputs: 2);
        using MultimodalDataset data = HandMade.Data(model, torch.tensor(new float[,] { { 1, 0 }, { 1, 1 } }), ["red", "round"]);
        var reading = new OutputReading(model, data);
        InteractionPredictions predictions = HandMade.Predictions(model, [[0.5, 0.25, 0.25], [0.5, 0.25, 0.25]], [[[1, -1], [2, -3], [1, -1]], [[1, -1], [1, 1], [1, -1]]]);
        Assert.Equal(new AgreementTable(1, 0, 0, 1), AgreementTable.From(predictions, reading));
        Assert.Equal(["red", "red, round"], [reading.Truth(0), reading.Truth(1)]);
        Assert.Equal("none", reading.Describe([-1, -2]));
    }

    [Fact]
    public void Numbers_agree_within_half_a_standard_deviation_of_the_truth()
    {
        ModelDescription model = HandMade.Model(TaskKind.Regression, outputs: 1);
        using MultimodalDataset data = HandMade.Data(model, torch.tensor([0f, 4]));
        var reading = new OutputReading(model, data);
        Assert.Equal(Math.Sqrt(2), reading.Tolerance, precision: 6);
        InteractionPredictions predictions = HandMade.Predictions(model, [[1, 0, 0], [1, 0, 0]], [[[0.9], [0], [0.4]], [[2.5], [4], [3.5]]]);
        Assert.Equal(new AgreementTable(1, 0, 0, 1), AgreementTable.From(predictions, reading));
    }

    [Fact]
    public void Experts_that_differ_by_a_constant_are_alike_and_opposite_ones_are_not()
    {
        ModelDescription model = HandMade.Model();
        InteractionPredictions predictions = HandMade.Predictions(
            model,
            [[1, 0, 0], [1, 0, 0]],
            [[[1, 0, 2], [8, 7, 9], [-1, 0, -2]], [[0, 3, 0], [-5, -2, -5], [0, -3, 0]]]);
        double[,] correlations = ExpertSimilarity.Correlations(predictions);
        Assert.Equal(1, correlations[0, 1], precision: 9);
        Assert.Equal(-1, correlations[0, 2], precision: 9);
        Assert.Equal(1, correlations[2, 2], precision: 9);
    }

    [Fact]
    public void The_similarity_of_an_expert_that_always_says_the_same_is_not_defined()
    {
        ModelDescription model = HandMade.Model(TaskKind.Regression, outputs: 1);
        double[,] correlations = ExpertSimilarity.Correlations(HandMade.Predictions(model, [[1, 0, 0], [1, 0, 0]], [[[1], [2], [5]], [[2], [4], [5]]]));
        Assert.Equal(1, correlations[0, 1], precision: 9);
        Assert.True(double.IsNaN(correlations[0, 2]));
    }

    [Fact]
    public void Weights_are_summarised_as_NumPy_does()
    {
        var weights = WeightDistribution.From("Synergy", [0.4, 0.1, 0.2, 0.3, 1.0]);
        Assert.Equal((0.4, 0.1, 0.2, 0.3, 0.4, 1.0), (weights.Mean, weights.Minimum, weights.LowerQuartile, weights.Median, weights.UpperQuartile, weights.Maximum));
        Assert.Equal(Math.Sqrt(0.125), weights.Deviation, precision: 9);
        Assert.Equal(MeanAndDeviation.From(0.4, 0.1, 0.2, 0.3, 1.0), new MeanAndDeviation(weights.Mean, weights.Deviation));
        Assert.True(double.IsNaN(WeightDistribution.From("Synergy", [0.4]).Deviation));
        Assert.Equal(0.25, WeightDistribution.From("Synergy", [0.1, 0.2, 0.3, 0.4]).Median, precision: 9);
    }

    [Fact]
    public void The_density_of_a_violin_is_greatest_where_most_values_are()
    {
        (double[] places, double[] densities) = KernelDensity.Of([0.1, 0.5, 0.5, 0.5, 0.52, 0.9], 81);
        Assert.Equal((0.1, 0.9), (places[0], places[^1]));
        Assert.InRange(places[Array.IndexOf(densities, densities.Max())], 0.48, 0.54);
        (double[] _, double[] constant) = KernelDensity.Of([0.3, 0.3], 5);
        Assert.All(constant, density => Assert.True(double.IsFinite(density)));
    }

    [Fact]
    public void Samples_are_grouped_by_class_and_by_present_modalities()
    {
        ModelDescription model = HandMade.Model();
        const float nan = float.NaN;
        torch.Tensor left = torch.tensor(new float[,] { { 1, 2 }, { nan, nan }, { 0, 0 }, { 1, nan } });
        torch.Tensor right = torch.tensor(new float[,] { { 1, 2 }, { 1, 0 }, { 0, 3 }, { nan, nan } });
        using MultimodalDataset read = new([new("Left", left), new("Right", right)], torch.tensor([0L, 2, 2, 0]), ["apple", "pear", "plum"]);
        using MultimodalDataset data = Standardiser.Fit(read).Apply(read);
        IReadOnlyList<SampleGroup> groups = SampleGroups.Of(model, data, new OutputReading(model, data));
        Assert.Equal(["All samples", "apple", "plum", "Left + Right", "Left", "Right"], groups.Select(group => group.Name));

        // Of sample 2 the left values are all 0, and there.
        Assert.Equal([0, 2], groups[3].Samples);
        Assert.Equal([1, 2], groups[2].Samples);
    }

    [Fact]
    public void The_bootstrap_of_an_accuracy_has_the_width_of_its_binomial_and_the_same_seed_gives_the_same()
    {
        ModelDescription model = HandMade.Model(outputs: 2);
        const int samples = 400;
        double[][] outputs = [.. Enumerable.Range(0, samples).Select(sample => sample % 5 == 0 ? new double[] { 1, 0 } : [0, 1])];
        double[][] perfect = [.. outputs.Select(_ => new double[] { 0, 1 })];
        using torch.Tensor labels = torch.ones(samples, torch.int64);
        BootstrapIntervals intervals = BootstrapIntervals.Of(model, labels, [outputs, perfect], resamples: 1000, seed: 3);
        MetricInterval accuracy = intervals.Intervals(0)[0];
        Assert.Equal(("accuracy", 0.8), (accuracy.Name, Math.Round(accuracy.Value, 9)));

        // 1.96 * sqrt(0.8 * 0.2 / 400) = 0.0392
        Assert.Equal(0.8 - 0.0392, accuracy.Low, tolerance: 0.006);
        Assert.Equal(0.8 + 0.0392, accuracy.High, tolerance: 0.006);
        Assert.Equal((1.0, 1.0), (intervals.Intervals(1)[0].Low, intervals.Intervals(1)[0].High));
        MetricInterval difference = intervals.ScoreDifference(1, 0);
        Assert.Equal(1 - accuracy.High, difference.Low, precision: 9);
        Assert.Equal(accuracy, BootstrapIntervals.Of(model, labels, [outputs], 1000, seed: 3).Intervals(0)[0]);
        Assert.NotEqual(accuracy, BootstrapIntervals.Of(model, labels, [outputs], 1000, seed: 4).Intervals(0)[0]);
    }

    [Fact]
    public void Predictions_of_a_model_are_those_of_its_batches()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallTransformer();
        using MultimodalDataset data = SmallData.For(model.Description, 300);
        var predictions = InteractionPredictions.Of(model, data);
        using SmallTransformer.Output output = model.Infer(data.ToBatch(model.Description.ModalityNames, [299]));
        Assert.Equal(300, predictions.Count);
        Assert.Equal(output.Prediction[0, 1].item<float>(), predictions.Outputs[299][1], precision: 4);
        Assert.Equal(output.Weights.UniqueRight[0].item<float>(), predictions.Weights[299][1], precision: 5);
        Assert.Equal(output.Experts.Synergy[0, 2].item<float>(), predictions.Experts[2][299][2], precision: 4);

        var explanation = SampleExplanation.Of(predictions, 299);
        Assert.Equal(output.Probabilities[0, 1].item<float>(), explanation.Probabilities[1], precision: 5);
    }

    [Fact]
    public void Numbers_that_do_not_fit_the_model_are_refused() => Assert.Contains(
        "3 experts and 3 outputs",
        Assert.Throws<ArgumentException>(() => new InteractionPredictions(HandMade.Model(), [[1, 2]], [[1, 0, 0]], [])).Message,
        StringComparison.Ordinal);
}
