using System.Globalization;
using System.Text.Json;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.Reporting;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Page;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation.Reporting;

/// <summary>What the page answers without the model: other values of features, and what is decided without modalities.</summary>
public sealed class FeatureResponsesTests
{
    private static readonly InterpretationReportOptions s_quick = new() { Samples = 6, Resamples = 20, MaskingDraws = 2, IntegrationSteps = 4 };

    [Fact]
    public void A_value_that_is_changed_gives_what_the_model_says_of_a_sample_with_it()
    {
        using var model = new SmallTransformer();
        using DataSplits raw = SmallData.Splits(model.Description);
        using DataSplits splits = raw.Standardise();
        foreach (SampleReport sample in InterpretationReport.Compute(model, splits, s_quick).Samples)
        {
            long row = splits.Test.SampleRows.Index().Single(pair => pair.Item == sample.Sample).Index;
            Assert.InRange(sample.Responses.Count, 1, 4);
            foreach (FeatureResponse response in sample.Responses)
            {
                int modality = model.Description.ModalityNames.Index().Single(pair => pair.Item == response.Modality).Index;
                int place = int.Parse(response.Feature.Trim('[', ']'), CultureInfo.InvariantCulture);
                Assert.Equal(raw.Test[response.Modality][row][place].item<float>(), response.Value, tolerance: 1e-4);
                Assert.InRange(response.Changes.Count, 1, 7);
                foreach (ChangedValue change in response.Changes)
                {
                    MultimodalBatch batch = splits.Test.ToBatch(model.Description.ModalityNames, [row]);
                    torch.Tensor changed = batch.Inputs[modality].clone();
                    changed[0, place] = (float)((change.Value - splits.Standardiser!.Mean[response.Modality][place]) / splits.Standardiser.Deviation[response.Modality][place]);
                    InteractionOutput output = model.Infer(batch with { Inputs = [.. batch.Inputs.Select((input, index) => index == modality ? changed : input)] });
                    Assert.All(output.Prediction[0].data<float>().ToArray().Zip(change.Outputs), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-4));
                    Assert.All(output.AllWeights[0].data<float>().ToArray().Zip(change.Weights), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-4));
                }
            }
        }
    }

    [Fact]
    public void Changed_values_do_not_make_the_page_too_large()
    {
        Assert.Equal(4, FeatureResponses.FeaturesFor(samples: 300, outputs: 3, experts: 5));
        Assert.Equal(0, FeatureResponses.FeaturesFor(samples: 300, outputs: 100, experts: 5));
        Assert.Equal(0, FeatureResponses.FeaturesFor(samples: 100_000, outputs: 1, experts: 3));
        Assert.All(from samples in Enumerable.Range(0, 500) from outputs in (int[])[1, 7, 40] select (samples, outputs), size => Assert.InRange(
            size.samples * FeatureResponses.FeaturesFor(size.samples, size.outputs, experts: 4) * 7 * (size.outputs + 4), 0, 120_000));
    }

    [Fact]
    public void Counts_times_and_grades_are_told_by_what_they_are_in_every_what_if()
    {
        foreach (InteractionModel model in (InteractionModel[])[new SmallCount(), new SmallSurvival(), new SmallOrdinal()])
        {
            using (model)
            using (DataSplits splits = SmallData.Splits(model.Description))
            {
                ReportContent content = InterpretationReport.Compute(model, splits, s_quick);
                using JsonDocument data = JsonDocument.Parse(SampleData.Of(content));
                Assert.Equal(model.Description.PredictsNumber ? "number" : "class", data.RootElement.GetProperty("kind").GetString());
                foreach ((SampleReport sample, JsonElement shown) in content.Samples.Zip(data.RootElement.GetProperty("samples").EnumerateArray()))
                {
                    Assert.Equal(sample.Masking.Select(effect => new OutputReading(model.Description, splits.Test).Describe(effect.Outputs)), shown.GetProperty("mask").EnumerateArray().Select(effect => effect.GetProperty("is").GetString()!));
                }
            }
        }
    }
}
