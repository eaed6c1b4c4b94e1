using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation;

/// <summary>Curves of robustness begin with the evaluation as it is, and end with that of data without the modality.</summary>
public sealed class RobustnessCurveTests
{
    [Fact]
    public void The_ends_are_those_of_whole_data_and_of_data_without_the_modality()
    {
        using InteractionModel model = new SpecifiedModel(TwinModels.Specification("optional"), seed: 2);
        using MultimodalDataset data = SmallData.For(model.Description);
        IReadOnlyList<RobustnessCurve> curves = RobustnessCurve.Of(model, data);
        Assert.Equal(["Left", "Middle"], curves.Select(curve => curve.Modality));
        Assert.All(curves, curve => Assert.Equal([0, 0.25, 0.5, 0.75, 1], curve.Points.Select(point => point.Share)));
        EvaluationResult whole = Evaluator.Evaluate(model, data);
        Assert.All(curves, curve => Assert.Equal(whole.Metrics.Score.Value, curve.Points[0].Score));

        using var lacking = new MultimodalDataset(
            data.Modalities.Select(name => KeyValuePair.Create(name, name == "Left" ? torch.full_like(data[name], float.NaN) : data[name].clone())), data.Labels.clone());
        EvaluationResult without = Evaluator.Evaluate(model, lacking);
        Assert.Equal(without.Metrics.Score.Value, curves[0].Points[^1].Score);
        Assert.Equal(without.Metrics.Loss, curves[0].Points[^1].Loss, 6);
        Assert.NotEqual(whole.Metrics.Loss, without.Metrics.Loss);

        // What lacks it already has nothing to lose.
        RobustnessCurve absent = RobustnessCurve.Of(model, lacking)[0];
        Assert.All(absent.Points, point => Assert.Equal(without.Metrics.Loss, point.Loss, 6));
        Assert.Equal(curves[0], RobustnessCurve.Of(model, data)[0] with { Points = curves[0].Points });
    }

    [Fact]
    public void A_model_without_optional_modalities_has_none()
    {
        using var model = new SmallTransformer();
        using MultimodalDataset data = SmallData.For(model.Description, 12);
        Assert.Empty(RobustnessCurve.Of(model, data));
    }
}
