using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation;

public sealed class SampleExplanationTests
{
    [Fact]
    public void Contributions_sum_to_the_prediction_and_weights_to_one()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallTransformer();
        using SmallTransformer.Output output = model.Infer(SmallData.Batch(model.Description));
        SampleExplanation explanation = SampleExplanation.Of(output, 4);

        Assert.Equal(["UniqueLeft", "UniqueRight", "Synergy", "Redundancy"], explanation.Experts.Select(expert => expert.Expert));
        Assert.Equal(1, explanation.Experts.Sum(expert => expert.Weight), precision: 5);
        Assert.Equal(output.Weights.Synergy[4].item<float>(), explanation.Experts[2].Weight, precision: 6);
        for (int label = 0; label < 3; label++)
        {
            Assert.Equal(output.Prediction[4, label].item<float>(), explanation.Experts.Sum(expert => expert.Contribution[label]), precision: 5);
            Assert.Equal(output.Experts.UniqueRight[4, label].item<float>(), explanation.Experts[1].Logits[label], precision: 6);
        }

        Assert.Equal(output.Prediction[4].argmax().item<long>(), explanation.PredictedClass);
    }

    [Fact]
    public void A_sample_outside_the_batch_is_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallConcat();
        using SmallConcat.Output output = model.Infer(SmallData.Batch(model.Description));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleExplanation.Of(output, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleExplanation.Of(output, -1));
    }
}
